// pcspctl facilitation capacity, leave, caseload, settings
#include <iostream>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct CapacityFlags {
  std::string id;
  double hours = -1;
  std::vector<std::string> months, regions, skills;
};

struct LeaveFlags {
  std::string appointment, from, until, id;
  bool release = false;
};

struct CaseloadFlags {
  std::string from, until, facilitator;
};

struct SettingsFlags {
  double hours = -1;
  int practices = 0, lapsing = -1, assurance = 0;
};

// "2026-08=20".
std::string CheckMonth(const std::string& text) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, '=');
  double hours = 0;
  return absl::SimpleAtod(parts.second, &hours) ? "" : "\"" + text + "\" is not yyyy-mm=HOURS";
}

// A capacity is called like its appointment.
std::string AppointmentOf(const Session& session, const pb::FacilitatorCapacity& capacity) {
  return session.NameOf("appointments", IdOf(capacity.name()));
}

Table AsTable(Session& session,
              const google::protobuf::RepeatedPtrField<pb::FacilitatorCapacity>& capacities) {
  std::set<std::string> names;
  for (const auto& c : capacities) names.insert(AppointmentOf(session, c));
  const Called called(session, names);
  Table table({"FACILITATOR", "HOURS A MONTH", "BUT", "TRAVELS TO", "SKILLS"});
  for (const auto& c : capacities) {
    std::vector<std::string> months, regions;
    for (const auto& month : c.months()) {
      months.push_back(absl::StrCat(month.month(), "=", Fixed(month.hours(), 1)));
    }
    for (const std::string& name : c.travel_regions()) regions.push_back(IdOf(name));
    table.Add({called(AppointmentOf(session, c)), Fixed(c.hours_per_month(), 1),
               absl::StrJoin(months, " "), absl::StrJoin(regions, " "),
               absl::StrJoin(c.skills(), " ")});
  }
  return table;
}

absl::Status SetCapacity(Session& session, const CapacityFlags& flags) {
  pb::UpdateFacilitatorCapacityRequest request;
  auto& capacity = *request.mutable_facilitator_capacity();
  auto& mask = *request.mutable_update_mask();
  capacity.set_name(session.NameOf("facilitatorCapacities", flags.id));
  if (flags.hours >= 0) {
    capacity.set_hours_per_month(flags.hours);
    mask.add_paths("hours_per_month");
  }
  for (const std::string& text : flags.months) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(text, '=');
    double hours = 0;
    (void)absl::SimpleAtod(parts.second, &hours);  // checked as the flag was read
    auto* const month = capacity.add_months();
    month->set_month(parts.first);
    month->set_hours(hours);
  }
  if (!flags.months.empty()) mask.add_paths("months");
  for (const std::string& id : flags.regions) {
    capacity.add_travel_regions(session.NameOf("organisations", id));
  }
  if (!flags.regions.empty()) mask.add_paths("travel_regions");
  for (const std::string& skill : flags.skills) capacity.add_skills(skill);
  if (!flags.skills.empty()) mask.add_paths("skills");
  ASSIGN_OR_RETURN(const auto set,
                   Call(session, &TrainingStub::UpdateFacilitatorCapacity, request));
  pb::ListFacilitatorCapacitiesResponse one;
  *one.add_facilitator_capacities() = set;
  Print(session.format, AsTable(session, one.facilitator_capacities()), set);
  return absl::OkStatus();
}

absl::Status ListCapacities(Session& session, const NoFlags&) {
  pb::ListFacilitatorCapacitiesRequest request;
  request.set_parent(session.ProgrammeName());
  ASSIGN_OR_RETURN(const auto all, CallForAll(session, &TrainingStub::ListFacilitatorCapacities,
                                              request, [](auto& page, auto& out) {
                                                out.mutable_facilitator_capacities()->MergeFrom(
                                                    page.facilitator_capacities());
                                              }));
  Print(session.format, AsTable(session, all.facilitator_capacities()), all);
  return absl::OkStatus();
}

Table AsTable(Session& session, const google::protobuf::RepeatedPtrField<pb::Leave>& leaves) {
  std::set<std::string> names;
  for (const auto& l : leaves) names.insert(l.appointment());
  const Called called(session, names);
  Table table({"LEAVE", "APPOINTMENT", "FROM", "UNTIL"});
  for (const auto& l : leaves) {
    table.Add({IdOf(l.name()), called(l.appointment()), l.start_date(), l.end_date()});
  }
  return table;
}

absl::Status ShowLeave(Session& session, const absl::StatusOr<pb::Leave>& leave) {
  RETURN_IF_ERROR(leave.status());
  pb::ListLeavesResponse one;
  *one.add_leaves() = *leave;
  Print(session.format, AsTable(session, one.leaves()), *leave);
  return absl::OkStatus();
}

absl::Status AddLeave(Session& session, const LeaveFlags& flags) {
  pb::CreateLeaveRequest request;
  request.set_parent(session.ProgrammeName());
  request.mutable_leave()->set_appointment(session.NameOf("appointments", flags.appointment));
  request.mutable_leave()->set_start_date(flags.from);
  request.mutable_leave()->set_end_date(flags.until);
  request.set_release_sessions(flags.release);
  const auto leave = Call(session, &TrainingStub::CreateLeave, request);
  RETURN_IF_ERROR(ShowLeave(session, leave));
  if (session.format == Format::kTable && !leave->released_sessions().empty()) {
    std::cout << "\nNo longer theirs to teach: "
              << absl::StrJoin(
                     leave->released_sessions(), ", ",
                     [](std::string* out, const std::string& name) { out->append(IdOf(name)); })
              << "\n";
  }
  return absl::OkStatus();
}

absl::Status ListLeaves(Session& session, const LeaveFlags& flags) {
  pb::ListLeavesRequest request;
  request.set_parent(session.ProgrammeName());
  if (!flags.appointment.empty()) {
    request.set_appointment(session.NameOf("appointments", flags.appointment));
  }
  request.set_from_date(flags.from);
  ASSIGN_OR_RETURN(const auto all, CallForAll(session, &TrainingStub::ListLeaves, request,
                                              [](auto& page, auto& out) {
                                                out.mutable_leaves()->MergeFrom(page.leaves());
                                              }));
  Print(session.format, AsTable(session, all.leaves()), all);
  return absl::OkStatus();
}

absl::Status DeleteLeave(Session& session, const LeaveFlags& flags) {
  pb::DeleteLeaveRequest request;
  request.set_name(session.NameOf("leaves", flags.id));
  return ShowLeave(session, Call(session, &TrainingStub::DeleteLeave, request));
}

absl::Status Caseload(Session& session, const CaseloadFlags& flags) {
  pb::GetCaseloadRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_from_date(flags.from);
  request.set_until_date(flags.until);
  if (!flags.facilitator.empty()) {
    request.set_facilitator(session.NameOf("appointments", flags.facilitator));
  }
  ASSIGN_OR_RETURN(const auto reply, Call(session, &TrainingStub::GetCaseload, request));
  std::set<std::string> names;
  for (const auto& load : reply.facilitators()) names.insert(load.facilitator());
  const Called called(session, names);
  Table table({"FACILITATOR", "PRACTICES", "NEEDED", "GIVEN", "CAPACITY", "WARNINGS"});
  for (const auto& load : reply.facilitators()) {
    std::vector<std::string> warnings;
    for (const int warning : load.warnings()) {
      warnings.push_back(Word(pb::CaseloadWarning_Name(static_cast<pb::CaseloadWarning>(warning)),
                              "CASELOAD_WARNING_"));
    }
    table.Add({called(load.facilitator()), absl::StrCat(load.practice_count()),
               Fixed(load.needed_hours(), 1), Fixed(load.given_hours(), 1),
               load.has_capacity_hours() ? Fixed(load.capacity_hours(), 1) : "-",
               absl::StrJoin(warnings, ", ")});
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

absl::Status Settings(Session& session, const SettingsFlags& flags) {
  pb::UpdateTrainingSettingsRequest request;
  auto& settings = *request.mutable_training_settings();
  settings.set_name(session.ProgrammeName() + "/trainingSettings");
  if (flags.hours >= 0) settings.set_contact_hours_per_year(flags.hours);
  if (flags.lapsing >= 0) settings.set_lapsing_days(flags.lapsing);
  settings.set_most_practices(flags.practices);
  settings.set_quality_assurance_months(flags.assurance);
  const bool changes =
      flags.hours >= 0 || flags.lapsing >= 0 || flags.practices != 0 || flags.assurance != 0;
  pb::GetTrainingSettingsRequest get;
  get.set_name(settings.name());
  ASSIGN_OR_RETURN(const pb::TrainingSettings shown,
                   changes ? Call(session, &TrainingStub::UpdateTrainingSettings, request)
                           : Call(session, &TrainingStub::GetTrainingSettings, get));
  Table table({"CONTACT HOURS A YEAR", "MOST PRACTICES", "LAPSING DAYS", "ASSURANCE MONTHS"});
  table.Add({Fixed(shown.contact_hours_per_year(), 1), absl::StrCat(shown.most_practices()),
             absl::StrCat(shown.lapsing_days()), absl::StrCat(shown.quality_assurance_months())});
  Print(session.format, table, shown);
  return absl::OkStatus();
}

void SetUpCapacity(Command command, CapacityFlags& flags) {
  command.AddOption("id", flags.id, "Id of the facilitator's appointment").Required();
  command.AddOption("--hours", flags.hours, "Hours for the programme in a month");
  command.AddOption("--month", flags.months, "A month that differs, yyyy-mm=HOURS")
      .CheckedBy(CheckMonth);
  command.AddOption("--travels", flags.regions, "Organisations to whose practices they travel");
  command.AddOption("--skills", flags.skills, "What they can do, such as coaching");
}

void SetUpAddLeave(Command command, LeaveFlags& flags) {
  command.AddOption("appointment", flags.appointment, "Whose, the id of an appointment").Required();
  command.AddOption("from", flags.from, "First day, yyyy-mm-dd").Required();
  command.AddOption("until", flags.until, "Last day, yyyy-mm-dd").Required();
  command.AddFlag("--release", flags.release,
                  "Take them off the sessions that they were to teach on these days");
}

void SetUpListLeaves(Command command, LeaveFlags& flags) {
  command.AddOption("--appointment", flags.appointment, "Only leave of this appointment");
  command.AddOption("--from", flags.from, "Only leave that ends on this day or later");
}

void SetUpDeleteLeave(Command command, LeaveFlags& flags) {
  command.AddOption("id", flags.id, "Id of the leave, as `facilitation leaves` shows it")
      .Required();
}

void SetUpCaseload(Command command, CaseloadFlags& flags) {
  command.AddOption("from", flags.from, "First day, yyyy-mm-dd").Required();
  command.AddOption("until", flags.until, "Last day, yyyy-mm-dd").Required();
  command.AddOption("--facilitator", flags.facilitator, "Only this facilitator's appointment");
}

void SetUpSettings(Command command, SettingsFlags& flags) {
  command.AddOption("--contact-hours", flags.hours, "Contact hours a practice needs in a year");
  command.AddOption("--most-practices", flags.practices, "More practices draw a warning");
  command.AddOption("--lapsing-days", flags.lapsing, "Lapsing begins so many days before");
  command.AddOption("--assurance-months", flags.assurance, "How long quality assurance holds");
}

}  // namespace

void AddFacilitation(Command app, Session& session) {
  const Command noun = AddNoun(app, "facilitation", "Facilitators' time, practices and contacts");
  AddCommand(noun, session, "set-capacity", "Say what a facilitator can take on", SetUpCapacity,
             SetCapacity);
  AddCommand(noun, session, "capacities", "List what facilitators can take on", NoSetup,
             ListCapacities);
  AddCommand(noun, session, "add-leave", "Enter leave of a trainer or facilitator", SetUpAddLeave,
             AddLeave);
  AddCommand(noun, session, "leaves", "List leave", SetUpListLeaves, ListLeaves);
  AddCommand(noun, session, "delete-leave", "Delete leave", SetUpDeleteLeave, DeleteLeave);
  AddCommand(noun, session, "caseload", "What facilitators have to do and have done", SetUpCaseload,
             Caseload);
  AddCommand(noun, session, "settings", "Show or change what the programme holds itself to",
             SetUpSettings, Settings);
  AddContacts(noun, session);
  AddProposals(noun, session);
  AddProposalsApplied(noun, session);
}

}  // namespace pcsp::cli
