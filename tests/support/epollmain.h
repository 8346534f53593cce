#pragma once

#include "core/runtime/epolldispatcher.h"
#include <QCoreApplication>
#include <QTest>

// Like QTEST_GUILESS_MAIN, with the server's own event loop.
#define SLUICE_EPOLL_MAIN(TestClass)                                                               \
    int main(int argc, char** argv)                                                                \
    {                                                                                              \
        QCoreApplication::setEventDispatcher(new sluice::EpollDispatcher);                         \
        const QCoreApplication application(argc, argv);                                            \
        TestClass test;                                                                            \
        return QTest::qExec(&test, argc, argv);                                                    \
    }
