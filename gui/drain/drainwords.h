#pragma once

#include "gui/look/glyph.h"
#include "gui/look/tones.h"
#include "gui/model/draincourse.h"
#include <QString>

// A drain in words: states, warnings, the outcome. Pure, in the language of the window.
namespace sluice::drainwords {

struct Sign {
    Glyph glyph;
    Tone tone;
    QString word;
};

Sign sign(drain::State state); // a picture and a word, never a colour alone
QString whatHappens(drain::State state); // one sentence for who does not know the word
QString beginning(const DrainFacts& facts); // why and when it began
QString eta(const DrainFacts& facts);
QString warning(const DrainCourse& course, DrainCourse::Instant now); // empty when all is well
QString outcome(const DrainCourse& course, DrainCourse::Instant now); // of a finished drain
QString report(const DrainCourse& course, const QString& node, DrainCourse::Instant now);

} // namespace sluice::drainwords
