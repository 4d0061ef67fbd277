#include "gateway/cli/registry/funnel.h"

#include <iostream>

#include "absl/strings/str_cat.h"

namespace pcsp::cli {
namespace {

using registry::v1::FunnelRow;
using registry::v1::FunnelStage;
using registry::v1::MilestoneFunnel;
using registry::v1::MilestoneState;
using registry::v1::StayLengths;

std::string StateWord(const FunnelStage& stage) {
  return Word(registry::v1::MilestoneState_Name(stage.state()), "MILESTONE_STATE_");
}

// "97 (60 to 150)", the median and the quartiles.
std::string Days(const StayLengths& lengths) {
  if (lengths.stays() == 0) return "-";
  return absl::StrCat(Fixed(lengths.median(), 0), " (", Fixed(lengths.lower_quartile(), 0), " to ",
                      Fixed(lengths.upper_quartile(), 0), ")");
}

Table ByState(const FunnelRow& row) {
  Table table({"STATE", "NOW", "RECORDED", "REACHED", "DAYS UNTIL THEY LEFT", "DAYS SO FAR"});
  for (const FunnelStage& stage : row.stages()) {
    table.Add({StateWord(stage), absl::StrCat(stage.now()), absl::StrCat(stage.recorded()),
               absl::StrCat(stage.reached()), Days(stage.left()), Days(stage.staying())});
  }
  return table;
}

int Reached(const FunnelRow& row, MilestoneState state) {
  for (const FunnelStage& stage : row.stages()) {
    if (stage.state() == state) return stage.reached();
  }
  return 0;
}

std::string GroupOf(const FunnelRow& row) {
  return row.steering_group().empty() ? "(none)" : IdOf(row.steering_group());
}

std::vector<std::string> GroupCells(const std::string& group, const FunnelRow& row) {
  return {group,
          absl::StrCat(row.sites()),
          absl::StrCat(row.not_started()),
          absl::StrCat(Reached(row, registry::v1::MILESTONE_STATE_COMMITTED)),
          absl::StrCat(Reached(row, registry::v1::MILESTONE_STATE_TRAINED)),
          absl::StrCat(row.trained_not_live()),
          absl::StrCat(Reached(row, registry::v1::MILESTONE_STATE_LIVE)),
          absl::StrCat(Reached(row, registry::v1::MILESTONE_STATE_SUSTAINED)),
          row.display_name()};
}

Table ByGroup(const MilestoneFunnel& funnel) {
  Table table({"STEERING GROUP", "SITES", "NOT STARTED", "COMMITTED", "TRAINED", "OF THEM NOT LIVE",
               "LIVE", "SUSTAINED", "NAME"});
  for (const FunnelRow& row : funnel.steering_groups()) table.Add(GroupCells(GroupOf(row), row));
  table.Add(GroupCells("total", funnel.total()));
  return table;
}

void AddCells(const std::string& group, const FunnelRow& row, Table* table) {
  for (const FunnelStage& stage : row.stages()) {
    std::vector<std::string> cells = {group, StateWord(stage), absl::StrCat(stage.now()),
                                      absl::StrCat(stage.recorded()),
                                      absl::StrCat(stage.reached())};
    for (const StayLengths& lengths : {stage.left(), stage.staying()}) {
      cells.push_back(absl::StrCat(lengths.stays()));
      for (const double days :
           {lengths.lower_quartile(), lengths.median(), lengths.upper_quartile()}) {
        cells.push_back(lengths.stays() == 0 ? "" : Fixed(days, 2));
      }
    }
    table->Add(std::move(cells));
  }
}

Table Everything(const MilestoneFunnel& funnel) {
  Table table({"GROUP", "STATE", "NOW", "RECORDED", "REACHED", "LEFT", "LEFT_Q1", "LEFT_MEDIAN",
               "LEFT_Q3", "STAYING", "STAYING_Q1", "STAYING_MEDIAN", "STAYING_Q3"});
  AddCells("total", funnel.total(), &table);
  for (const FunnelRow& row : funnel.steering_groups()) AddCells(GroupOf(row), row, &table);
  return table;
}

}  // namespace

void PrintFunnel(Format format, const MilestoneFunnel& funnel) {
  if (format != Format::kTable) return Print(format, Everything(funnel), funnel);
  std::cout << funnel.total().sites() << " sites on " << funnel.as_of_date()
            << ". Reached: on this rung or a higher one, recorded or skipped. Days: median and "
               "quartiles, pauses left out.\n\n"
            << ByState(funnel.total()).AsText() << "\n"
            << ByGroup(funnel).AsText();
}

}  // namespace pcsp::cli
