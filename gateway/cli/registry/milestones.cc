// pcspctl milestone ...
#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/registry/funnel.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::Milestone;
using registry::v1::MilestoneEvidence;
using registry::v1::MilestoneState;
using Stub = registry::v1::RegistryService::Stub;

constexpr char kStatePrefix[] = "MILESTONE_STATE_";

// The values of an enum but the first, by the words that people type: "systems-ready".
template <typename Enum>
std::map<std::string, Enum> Words(const std::string& prefix) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  std::map<std::string, Enum> words;
  for (int i = 1; i < type->value_count(); ++i) {
    const std::string word = absl::AsciiStrToLower(
        absl::StrReplaceAll(absl::StripPrefix(type->value(i)->name(), prefix), {{"_", "-"}}));
    words[word] = static_cast<Enum>(type->value(i)->number());
  }
  return words;
}

struct MilestoneFlags {
  std::string organisation, id, date, successor, by, note, replaces, etag, reason;
  std::string from, until, within, as_of;
  MilestoneState state = registry::v1::MILESTONE_STATE_UNSPECIFIED;
  std::vector<MilestoneState> states;
  MilestoneEvidence evidence = registry::v1::MILESTONE_EVIDENCE_STATEMENT;
  int months = 6;
  bool all = false, check = false;
};

// The organisation in the name of a milestone.
std::string SiteOf(const Milestone& milestone) {
  return IdOf(milestone.name().substr(0, milestone.name().find("/milestones/")));
}

std::string StateWord(MilestoneState state) {
  return Word(registry::v1::MilestoneState_Name(state), kStatePrefix);
}

Table AsTable(const google::protobuf::RepeatedPtrField<Milestone>& milestones) {
  Table table({"SITE", "DATE", "STATE", "EVIDENCE", "BY", "MILESTONE", "NOTE"});
  for (const auto& m : milestones) {
    std::string note = m.note();
    if (!m.successor().empty()) note = absl::StrCat("into ", IdOf(m.successor()), " ", note);
    if (m.has_retraction()) note = absl::StrCat("RETRACTED: ", m.retraction().reason());
    table.Add({SiteOf(m), m.date(), StateWord(m.state()),
               Word(registry::v1::MilestoneEvidence_Name(m.evidence()), "MILESTONE_EVIDENCE_"),
               IdOf(m.recorded_by()), IdOf(m.name()), note});
  }
  return table;
}

absl::Status Show(Session& session, const Milestone& milestone) {
  registry::v1::ListMilestonesResponse one;
  *one.add_milestones() = milestone;
  Print(session.format, AsTable(one.milestones()), milestone);
  return absl::OkStatus();
}

// A full name, or the id of a milestone of the organisation.
std::string MilestoneName(const Session& session, const MilestoneFlags& flags,
                          const std::string& id) {
  if (id.empty() || absl::StrContains(id, '/')) return id;
  return absl::StrCat(session.NameOf("organisations", flags.organisation), "/milestones/", id);
}

absl::Status Record(Session& session, const MilestoneFlags& flags) {
  registry::v1::RecordMilestoneRequest request;
  request.set_parent(session.NameOf("organisations", flags.organisation));
  auto* milestone = request.mutable_milestone();
  milestone->set_state(flags.state);
  milestone->set_date(flags.date);
  milestone->set_evidence(flags.evidence);
  milestone->set_successor(session.NameOf("organisations", flags.successor));
  milestone->set_recorded_by(session.NameOf("people", flags.by));
  milestone->set_note(flags.note);
  request.set_replaces(MilestoneName(session, flags, flags.replaces));
  request.set_validate_only(flags.check);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto recorded,
                   gateway::Ask(*session.clients().registry, &Stub::RecordMilestone, request,
                                session.deadline()));
  return Show(session, recorded);
}

absl::Status Retract(Session& session, const MilestoneFlags& flags) {
  registry::v1::RetractMilestoneRequest request;
  request.set_name(MilestoneName(session, flags, flags.id));
  request.set_reason(flags.reason);
  request.set_retracted_by(session.NameOf("people", flags.by));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto retracted,
                   gateway::Ask(*session.clients().registry, &Stub::RetractMilestone, request,
                                session.deadline()));
  return Show(session, retracted);
}

absl::Status List(Session& session, const MilestoneFlags& flags) {
  registry::v1::ListMilestonesRequest request;
  request.set_parent(
      session.NameOf("organisations", flags.organisation.empty() ? "-" : flags.organisation));
  for (const MilestoneState state : flags.states) request.add_states(state);
  request.set_start_date(flags.from);
  request.set_end_date(flags.until);
  request.set_show_retracted(flags.all);
  registry::v1::ListMilestonesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &Stub::ListMilestones, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_milestones()->MergeFrom(page.milestones()); }));
  Print(session.format, AsTable(all.milestones()), all);
  return absl::OkStatus();
}

absl::Status Funnel(Session& session, const MilestoneFlags& flags) {
  registry::v1::GetMilestoneFunnelRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_within(session.NameOf("organisations", flags.within));
  request.set_as_of_date(flags.as_of);
  ASSIGN_OR_RETURN(const auto funnel,
                   gateway::Ask(*session.clients().registry, &Stub::GetMilestoneFunnel, request,
                                session.deadline()));
  PrintFunnel(session.format, funnel);
  return absl::OkStatus();
}

absl::Status Silent(Session& session, const MilestoneFlags& flags) {
  registry::v1::ListSilentSitesRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_within(session.NameOf("organisations", flags.within));
  request.set_as_of_date(flags.as_of);
  request.set_months(flags.months);
  for (const MilestoneState state : flags.states) request.add_states(state);
  registry::v1::ListSilentSitesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry, &Stub::ListSilentSites, request,
                                    absl::Seconds(session.timeout_seconds),
                                    [&all](const auto& page) {
                                      all.mutable_silent_sites()->MergeFrom(page.silent_sites());
                                      all.set_total(page.total());
                                      all.set_revision(page.revision());
                                    }));
  Table table({"SITE", "NAME", "STEERING GROUP", "STATE", "SINCE", "LAST HEARD", "BY", "DAYS"});
  for (const auto& site : all.silent_sites()) {
    const bool heard = site.has_days_silent();
    const bool started = !site.state_since_date().empty();
    table.Add(
        {IdOf(site.organisation()), site.display_name(), IdOf(site.steering_group()),
         started ? StateWord(site.state()) : "not started", site.state_since_date(),
         heard ? site.last_event_date() : "never",
         heard ? Word(registry::v1::SiteEventKind_Name(site.last_event_kind()), "SITE_EVENT_KIND_")
               : "",
         heard ? absl::StrCat(site.days_silent()) : "-"});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

void SetUpRecord(Command command, MilestoneFlags& flags) {
  command.AddOption("organisation", flags.organisation, "The practice, such as a81044").Required();
  AddWord(command, "state", flags.state, Words<MilestoneState>(kStatePrefix),
          "Where it came to. A rung of the ladder (interested taster committed trained "
          "followed-up systems-ready live normalising sustained), of which all may be "
          "skipped but trained and live; or paused, withdrawn, merged")
      .Required();
  command.AddOption("--on", flags.date, "The day of the event, yyyy-mm-dd; not after today")
      .Required();
  AddWord(command, "--evidence", flags.evidence, Words<MilestoneEvidence>("MILESTONE_EVIDENCE_"),
          "What it rests on; statement if not given");
  command.AddOption("--into", flags.successor, "With merged: the practice that it merged into");
  command.AddOption("--by", flags.by, "Id of the person who records it");
  command.AddOption("--note", flags.note, "What else is worth knowing; no personal data");
  command.AddOption("--replaces", flags.replaces,
                    "Id of a milestone that was wrong: it is retracted in the same step");
  command.AddFlag("--check", flags.check, "Only say whether it could be recorded");
}

void SetUpRetract(Command command, MilestoneFlags& flags) {
  command.AddOption("organisation", flags.organisation, "The practice").Required();
  command.AddOption("id", flags.id, "Id of the milestone, from `list`").Required();
  command.AddOption("--reason", flags.reason, "Why it was wrong; no personal data").Required();
  command.AddOption("--by", flags.by, "Id of the person who retracts it");
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpStates(Command command, MilestoneFlags& flags, const std::string& help) {
  AddWords(command, "--state", flags.states, Words<MilestoneState>(kStatePrefix), help)
      .OneAtATime();
}

void SetUpList(Command command, MilestoneFlags& flags) {
  command.AddOption("organisation", flags.organisation, "Only this one; all if not given");
  SetUpStates(command, flags, "Only these states; may be given several times");
  command.AddOption("--from", flags.from, "Only events on this day or later, yyyy-mm-dd");
  command.AddOption("--until", flags.until, "Only events on this day or earlier, yyyy-mm-dd");
  command.AddFlag("--all", flags.all, "Those that have been retracted too");
}

void SetUpWhere(Command command, MilestoneFlags& flags) {
  command.AddOption("--within", flags.within,
                    "Only this organisation and what belongs to it, such as a steering group");
  command.AddOption("--as-of", flags.as_of, "The day, yyyy-mm-dd; today if not given");
}

void SetUpSilent(Command command, MilestoneFlags& flags) {
  command.AddOption("--months", flags.months, "Months without any event that make a site silent")
      .ShowDefault();
  SetUpStates(command, flags, "Only sites in these states, such as trained");
  SetUpWhere(command, flags);
}

}  // namespace

void AddMilestones(Command app, Session& session) {
  const Command noun =
      AddNoun(app, "milestone", "How far sites have come, and which have gone quiet");
  AddCommand(noun, session, "record", "Say that a practice came to a state on a day", SetUpRecord,
             Record);
  AddCommand(noun, session, "retract", "Mark a milestone as an error; it stays in the history",
             SetUpRetract, Retract);
  AddCommand(noun, session, "list", "List milestones by site and day", SetUpList, List);
  AddCommand(noun, session, "funnel",
             "Count how far sites have come, and how many days they stay in each state", SetUpWhere,
             Funnel);
  AddCommand(noun, session, "silent",
             "List sites of which nothing has been heard, the longest silent first", SetUpSilent,
             Silent);
}

}  // namespace pcsp::cli
