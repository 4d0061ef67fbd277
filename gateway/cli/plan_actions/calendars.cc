// pcspctl calendar ...
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::CalendarFeed;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string owner, name;
};

// An appointment, unless it is written as a person: `people/ID`, or a full name.
std::string OwnerOf(const Session& session, const std::string& id_or_name) {
  constexpr absl::string_view kPeople = "people/";
  if (!absl::StartsWith(id_or_name, kPeople)) return AppointmentOf(session, id_or_name);
  return session.NameOf("people", std::string(absl::StripPrefix(id_or_name, kPeople)));
}

// Who holds an appointment, so that what they attend as a person is in the diary too.
absl::StatusOr<std::string> HolderOf(Session& session, const std::string& owner) {
  if (absl::StrContains(owner, "/people/")) return "";
  registry::v1::GetAppointmentRequest request;
  request.set_name(owner);
  ASSIGN_OR_RETURN(const auto appointment,
                   gateway::Ask(*session.clients().registry,
                                &registry::v1::RegistryService::Stub::GetAppointment, request,
                                session.deadline()));
  return appointment.person();
}

absl::Status Create(Session& session, const Flags& flags) {
  planning::v1::CreateCalendarFeedRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_owner(OwnerOf(session, flags.owner));
  ASSIGN_OR_RETURN(const std::string person, HolderOf(session, request.owner()));
  request.set_person(person);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const CalendarFeed feed,
                   gateway::Ask(*session.clients().planning, &Stub::CreateCalendarFeed, request,
                                session.deadline()));
  Table table({"FEED", "OWNER", "PATH"});
  table.Add({feed.name(), IdOf(feed.owner()), feed.secret_path()});
  Print(session.format, table, feed);
  if (session.format == Format::kTable) {
    std::cout << "The path is shown this once. Whoever has it can read the diary.\n";
  }
  return absl::OkStatus();
}

Table Lines(const google::protobuf::RepeatedPtrField<CalendarFeed>& feeds) {
  Table table({"FEED", "OWNER", "REVOKED"});
  for (const CalendarFeed& feed : feeds) {
    table.Add({feed.name(), IdOf(feed.owner()), feed.revoked() ? "yes" : "no"});
  }
  return table;
}

absl::Status List(Session& session, const Flags& flags) {
  planning::v1::ListCalendarFeedsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_owner(OwnerOf(session, flags.owner));
  planning::v1::ListCalendarFeedsResponse all;
  RETURN_IF_ERROR(
      gateway::EachPage(*session.clients().planning, &Stub::ListCalendarFeeds, request,
                        absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
                          all.mutable_calendar_feeds()->MergeFrom(page.calendar_feeds());
                        }));
  Print(session.format, Lines(all.calendar_feeds()), all);
  return absl::OkStatus();
}

absl::Status Revoke(Session& session, const Flags& flags) {
  planning::v1::RevokeCalendarFeedRequest request;
  request.set_name(session.NameOf("calendarFeeds", flags.name));
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const CalendarFeed feed,
                   gateway::Ask(*session.clients().planning, &Stub::RevokeCalendarFeed, request,
                                session.deadline()));
  google::protobuf::RepeatedPtrField<CalendarFeed> one;
  *one.Add() = feed;
  Print(session.format, Lines(one), feed);
  return absl::OkStatus();
}

void SetUpCreate(Command command, Flags& flags) {
  command
      .AddOption("owner", flags.owner,
                 "Whose diary: an appointment, or people/ID for somebody who only attends")
      .Required();
}

void SetUpList(Command command, Flags& flags) {
  command.AddOption("--owner", flags.owner, "Only of this appointment, or people/ID");
}

void SetUpRevoke(Command command, Flags& flags) {
  command.AddOption("feed", flags.name, "Id or full name of the feed").Required();
}

}  // namespace

void AddCalendars(Command app, Session& session) {
  const Command noun = AddNoun(app, "calendar", "Diaries for calendar programs, by secret address");
  AddCommand(noun, session, "create", "Make an address for an owner", SetUpCreate, Create);
  AddCommand(noun, session, "list", "List them, without their secrets", SetUpList, List);
  AddCommand(noun, session, "revoke", "End one", SetUpRevoke, Revoke);
}

}  // namespace pcsp::cli
