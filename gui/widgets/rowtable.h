#pragma once

class QTableView;

// What all our tables have in common. Main thread.
namespace sluice::rowtable {

// Whole rows to read and choose, of one height: nothing is measured, however many come. `air` is
// what a row has beside its text, in pixels.
void dress(QTableView& table, int air);
// What it shows is old, or it is not.
void setFaded(QTableView& table, bool faded);

} // namespace sluice::rowtable
