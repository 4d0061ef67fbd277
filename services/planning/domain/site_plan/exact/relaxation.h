// The linear relaxation of methods.md 4a: an upper bound on the value of every schedule in a box.
//
// Columns are y (option, quarter), whether an option has started, and b (issue, quarter), the share
// closed; rows are the rules, and cuts, added where the last point violates them.
#pragma once

#include <optional>
#include <vector>

#include "services/planning/domain/linear/linear_program.h"
#include "services/planning/domain/site_plan/exact/box.h"
#include "services/planning/domain/site_plan/exact/cuts/cut.h"
#include "services/planning/domain/site_plan/exact/cuts/packing.h"

namespace pcsp::planning::site {

class Relaxation {
 public:
  // `ground` outlives it.
  explicit Relaxation(const Ground& ground);

  // A bound that holds whatever the solver's tolerances: it is computed from the duals, whose signs
  // are mended first, and each column's own limits (Neumaier and Shcherbina 2004). -infinity when
  // the box is seen to hold nothing. Takes out cuts that did not matter to the last one.
  double Bound(const Box& box);
  // The same for a box that is only looked at: no cut goes. A dual simplex that is stopped has
  // duals of no use, so that a bound cut short by `iterations` is valid, but as a rule worthless.
  double TrialBound(const Box& box, int iterations);

  // Of the last of either, by Box::Index().
  const std::vector<double>& started() const { return started_; }
  double bound() const { return bound_; }
  // A bound on the schedules of the last box in which this y is changed from the limit at which it
  // stands.
  double BoundIfChanged(int index) const { return bound_ - losses_[index]; }

  // Adds the cuts that the last point violates; how many. `packings`: those of hours and budget
  // too, which take longer to find.
  int AddCuts(bool packings);

 private:
  // Of the program as it was built, kept for the bound: the wrapper does not give rows back.
  struct Row {
    double lower = 0, upper = 0;
    std::vector<LinearEntry> entries;
    bool cut = false;
    bool idle = false;  // did not matter to the last Bound()
  };

  void CollectAnswers();
  void AddRules();
  void AddOrder(int option);
  void AddLimit(int quarter, const std::vector<double>& weights, double limit);
  void AddRow(Row row);
  void AddCut(const Cut& cut, const std::vector<Answer>& answers, int issue, int quarter);
  bool AddPacking(const Packing& packing, int quarter, bool from_start);
  int AddPackings();
  int BringBackPackings();
  void SetBox(const Box& box);
  double SafeBound();
  void MarkIdleCuts();
  void DropIdleCuts();

  int Started(int option, int quarter) const;  // column of y
  int Closed(int issue, int quarter) const;    // column of b

  const Ground& ground_;
  int quarters_;
  int started_columns_;
  double scale_ = 1;  // of costs, so that the solver's absolute tolerances are small beside them
  std::vector<std::vector<Answer>> answers_;  // by issue
  std::vector<Packing> by_hours_;             // one a quarter
  std::optional<Packing> by_cost_;            // of the whole plan
  std::vector<double> lower_, upper_, cost_;  // of columns
  std::vector<Row> rows_;
  std::vector<Row> packings_;  // found so far, whether among the rows or not
  LinearProgram program_{LinearProgram::Scaling::kNone};
  double bound_ = 0;  // the last one, to which the losses belong
  std::vector<double> started_, losses_;
  std::vector<double> closed_;  // b of the last point
};

}  // namespace pcsp::planning::site
