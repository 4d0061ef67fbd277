// pcspctl closed-day ...
#include <map>

#include "common/base/error.h"
#include "gateway/cli/training/closed_days_file.h"
#include "gateway/cli/training/commands.h"
#include "gateway/cli/training/files.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct ClosedDayFlags {
  std::string file;
  std::vector<std::string> dates;
  bool replace = false;
};

absl::StatusOr<pb::TrainingSettings> Settings(Session& session) {
  pb::GetTrainingSettingsRequest get;
  get.set_name(session.ProgrammeName() + "/trainingSettings");
  return Call(session, &TrainingStub::GetTrainingSettings, get);
}

absl::Status Show(Session& session, const pb::TrainingSettings& settings) {
  Table table({"DATE", "TITLE"});
  for (const auto& closed : settings.closed_days()) table.Add({closed.date(), closed.title()});
  Print(session.format, table, settings);
  return absl::OkStatus();
}

// Sets `days` in place of those of `settings`, unless these have changed since they were read.
absl::Status Set(Session& session, const pb::TrainingSettings& settings,
                 const std::map<std::string, std::string>& days) {
  pb::UpdateTrainingSettingsRequest request;
  pb::TrainingSettings& updated = *request.mutable_training_settings();
  updated.set_name(settings.name());
  updated.set_etag(settings.etag());
  request.mutable_update_mask()->add_paths("closed_days");
  for (const auto& [date, title] : days) {
    pb::ClosedDay* const added = updated.add_closed_days();
    added->set_date(date);
    added->set_title(title);
  }
  ASSIGN_OR_RETURN(const auto shown, Call(session, &TrainingStub::UpdateTrainingSettings, request));
  return Show(session, shown);
}

std::map<std::string, std::string> DaysOf(const pb::TrainingSettings& settings) {
  std::map<std::string, std::string> days;
  for (const auto& closed : settings.closed_days()) days[closed.date()] = closed.title();
  return days;
}

absl::Status Import(Session& session, const ClosedDayFlags& flags) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(flags.file));
  ASSIGN_OR_RETURN(const std::vector<ClosedDayRow> rows, ReadClosedDays(text));
  ASSIGN_OR_RETURN(const pb::TrainingSettings settings, Settings(session));
  std::map<std::string, std::string> days;
  if (!flags.replace) days = DaysOf(settings);
  for (const ClosedDayRow& row : rows) days[row.date] = row.title;
  return Set(session, settings, days);
}

absl::Status Remove(Session& session, const ClosedDayFlags& flags) {
  ASSIGN_OR_RETURN(const pb::TrainingSettings settings, Settings(session));
  std::map<std::string, std::string> days = DaysOf(settings);
  Violations violations;
  for (const std::string& date : flags.dates) {
    if (days.erase(date) == 0) violations.Add("date", date, "a day that is closed");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return Set(session, settings, days);
}

absl::Status List(Session& session, const NoFlags&) {
  ASSIGN_OR_RETURN(const pb::TrainingSettings settings, Settings(session));
  return Show(session, settings);
}

void SetUpImport(Command command, ClosedDayFlags& flags) {
  command
      .AddOption("file", flags.file,
                 "CSV with the columns date and title, or an iCalendar file of whole days; - for "
                 "standard input")
      .Required();
  command.AddFlag("--replace", flags.replace, "Forget the days that the file does not have");
}

void SetUpRemove(Command command, ClosedDayFlags& flags) {
  command.AddOption("dates", flags.dates, "Days, yyyy-mm-dd").Required();
}

}  // namespace

void AddClosedDays(Command app, Session& session) {
  const Command noun = AddNoun(app, "closed-day", "Days on which the programme teaches nobody");
  AddCommand(noun, session, "list", "List them", NoSetup, List);
  AddCommand(noun, session, "import", "Add those of a file", SetUpImport, Import);
  AddCommand(noun, session, "remove", "Open on these days after all", SetUpRemove, Remove);
}

}  // namespace pcsp::cli
