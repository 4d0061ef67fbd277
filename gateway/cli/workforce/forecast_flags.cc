#include "gateway/cli/workforce/forecast_flags.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

using gateway::v1::GetWorkforceForecastRequest;
using gateway::v1::StaffAssumption;

absl::StatusOr<type::v1::StaffGroup> GroupFrom(const std::string& flag, const std::string& word) {
  const auto group = PracticeGroups().find(word);
  if (group != PracticeGroups().end()) return group->second;
  return InvalidField(flag, word, "gp, nurse, direct-patient-care or admin");
}

// The assumption of a staff group, which flags add to one by one.
StaffAssumption* OfGroup(type::v1::StaffGroup group, GetWorkforceForecastRequest& request) {
  for (StaffAssumption& staff : *request.mutable_staff()) {
    if (staff.staff_group() == group) return &staff;
  }
  StaffAssumption* const added = request.add_staff();
  added->set_staff_group(group);
  return added;
}

// GROUP=SHARE, as often as the flag was given.
absl::Status AddShares(const std::string& flag, const std::vector<std::string>& given,
                       void (StaffAssumption::*set)(double), GetWorkforceForecastRequest& request) {
  for (const std::string& text : given) {
    const std::vector<std::string> parts = absl::StrSplit(text, '=');
    double share = 0;
    if (parts.size() != 2 || !absl::SimpleAtod(parts[1], &share)) {
      return InvalidField(flag, text, "a staff group and a share, such as gp=0.02");
    }
    ASSIGN_OR_RETURN(const auto group, GroupFrom(flag, parts[0]));
    (OfGroup(group, request)->*set)(share);
  }
  return absl::OkStatus();
}

// GROUP:PEOPLE[:FROM[:UNTIL]].
absl::Status AddMore(const std::vector<std::string>& given, GetWorkforceForecastRequest& request) {
  for (const std::string& text : given) {
    const std::vector<std::string> parts = absl::StrSplit(text, ':');
    int people = 0;
    if (parts.size() < 2 || parts.size() > 4 || !absl::SimpleAtoi(parts[1], &people)) {
      return InvalidField(
          "--more", text,
          "a staff group, people a month and months, such as nurse:4:2027-01:2027-06");
    }
    gateway::v1::ExtraIntake* const extra = request.add_extra_intakes();
    ASSIGN_OR_RETURN(const auto group, GroupFrom("--more", parts[0]));
    extra->set_staff_group(group);
    extra->set_people(people);
    if (parts.size() > 2) extra->set_from_month(parts[2]);
    if (parts.size() > 3) extra->set_until_month(parts[3]);
  }
  return absl::OkStatus();
}

absl::Status AddWaves(const ForecastFlags& flags, GetWorkforceForecastRequest& request) {
  if (flags.starts.size() > flags.practices.size()) {
    return InvalidField("--start", flags.starts.back(), "as many --practices-to-start before it");
  }
  for (size_t i = 0; i < flags.practices.size(); ++i) {
    gateway::v1::StartingPractices* const wave = request.add_waves();
    wave->set_practices(flags.practices[i]);
    if (i < flags.starts.size()) wave->set_start_month(flags.starts[i]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<GetWorkforceForecastRequest> RequestFrom(const Session& session,
                                                        const ForecastFlags& flags) {
  GetWorkforceForecastRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_competence(flags.competence);
  if (!flags.within.empty()) request.set_within(session.NameOf("organisations", flags.within));
  request.set_as_of_date(flags.as_of);
  request.set_months(flags.months);
  if (flags.target >= 0) request.set_target(flags.target);
  if (flags.confidence >= 0) request.set_confidence(flags.confidence);
  if (flags.paths >= 0) request.set_paths(flags.paths);
  if (flags.facilitator_lead >= 0) {
    request.mutable_facilitators()->set_lead_months(flags.facilitator_lead);
  }
  if (flags.trainer_lead >= 0) request.mutable_trainers()->set_lead_months(flags.trainer_lead);
  request.set_training_plan(flags.training_plan);
  request.set_seed(flags.seed);
  RETURN_IF_ERROR(AddWaves(flags, request));
  RETURN_IF_ERROR(AddMore(flags.more, request));
  RETURN_IF_ERROR(AddShares("--turnover", flags.turnover, &StaffAssumption::set_turnover, request));
  RETURN_IF_ERROR(AddShares("--replaced-trained", flags.replaced,
                            &StaffAssumption::set_replaced_trained, request));
  RETURN_IF_ERROR(AddShares("--renewed", flags.renewed, &StaffAssumption::set_refreshed, request));
  return request;
}

void SetUpQuestion(Command command, ForecastFlags& flags) {
  command.AddOption("--competence", flags.competence,
                    "The competence, such as conversation; that of core days if not given");
  command.AddOption("--within", flags.within, "Only this organisation and what belongs to it");
  command.AddOption("--as-of", flags.as_of, "As of this day, yyyy-mm-dd; today if not given");
  command.AddOption("--months", flags.months, "Months to look ahead; 36 if not given")
      .Between(1, 120);
  command.AddOption("--target", flags.target, "Share of people to be trained; 0.8 if not given")
      .Between(0.0, 1.0);
  command.AddOption("--confidence", flags.confidence, "Chance to be met; 0.9 if not given")
      .Between(0.0, 1.0);
  command.AddOption("--practices-to-start", flags.practices,
                    "So many practices want to start together; may be given again");
  command.AddOption("--start", flags.starts,
                    "They should start in this month, yyyy-mm: whom to recruit for it, by when");
  command.AddOption("--more", flags.more,
                    "What if more people were trained: GROUP:PEOPLE[:FROM[:UNTIL]], a month");
  command.AddOption("--turnover", flags.turnover, "GROUP=SHARE of people who leave in a month");
  command.AddOption("--replaced-trained", flags.replaced,
                    "GROUP=SHARE of those who leave whom somebody trained replaces");
  command.AddOption("--renewed", flags.renewed, "GROUP=SHARE of competences renewed in time");
  command.AddOption("--facilitator-lead", flags.facilitator_lead,
                    "Months until a recruited facilitator counts; 3 if not given");
  command.AddOption("--trainer-lead", flags.trainer_lead,
                    "Months until a recruited trainer counts; 9 if not given");
}

void SetUpForecast(Command command, ForecastFlags& flags) {
  SetUpQuestion(command, flags);
  command.AddFlag("--training-plan", flags.training_plan,
                  "Say whom to train in which month too (-o json has all of it)");
  command.AddOption("--paths", flags.paths, "Futures drawn for each scenario; 200 if not given");
  command.AddOption("--seed", flags.seed, "Draws other futures");
}

}  // namespace pcsp::cli
