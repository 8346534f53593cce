#pragma once

#include <memory>
#include <string>

namespace sluice {

using SharedText = std::shared_ptr<const std::string>;

// The way of the admin service's messages to one subscriber. Control thread.
class AdminOutlet {
public:
    virtual ~AdminOutlet() = default;
    // Answered by AdminService::taken with adminwire::queued(message) once it is out of this
    // process's hands: until then it counts as queued.
    virtual void deliver(SharedText message) = 0;
    // Nothing more will come. Answered by AdminService::detach when the subscriber has left.
    virtual void end() = 0;
    // Whether the process's end has to wait for the subscriber's goodbye.
    virtual bool isRemote() const = 0;
};

} // namespace sluice
