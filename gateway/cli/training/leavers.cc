// pcspctl enrolment release-leavers
#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

using gateway::v1::ReleaseLeaversRequest;
using gateway::v1::ReleaseLeaversResponse;

struct LeaverFlags {
  std::string practice, session, until, request_id;
  bool keep = false, validate_only = false;
};

std::string SessionOf(const std::string& enrolment) {
  return IdOf(enrolment.substr(0, enrolment.rfind("/enrolments/")));
}

Table LeaverRows(Session& session, const ReleaseLeaversResponse& reply) {
  std::set<std::string> names;
  for (const auto& place : reply.places()) {
    names.insert({place.enrolment().participant(), place.enrolment().practice()});
  }
  const Called called(session, names);
  Table table({"SESSION", "START", "COURSE", "WHO", "PRACTICE", "HAD", "WHY"});
  for (const auto& place : reply.places()) {
    const auto& enrolment = place.enrolment();
    table.Add({SessionOf(enrolment.name()), place.start(), place.course_title(),
               called(enrolment.participant()), called(enrolment.practice()),
               place.had_place() ? "a place" : "waited", place.words()});
  }
  return table;
}

std::string Places(int places) { return absl::StrCat(places, places == 1 ? " place" : " places"); }

void PrintLeavers(Session& session, const ReleaseLeaversResponse& reply, bool tried) {
  std::cout << Places(reply.places_size()) << " of " << reply.looked_at()
            << " in sessions ahead, waiting lists included, " << (tried ? "would be" : "are")
            << " released\n";
  if (reply.places().empty()) return;
  std::cout << LeaverRows(session, reply).AsText();
  if (reply.reservations_given_up() > 0) {
    std::cout << "Of these " << Places(reply.reservations_given_up())
              << " had been kept for practices; anybody may have them now.\n";
  }
  if (reply.promoted().empty()) return;
  std::cout << "\nWho has a place instead\n" << AsTable(session, reply.promoted()).AsText();
}

absl::Status Release(Session& session, const LeaverFlags& flags) {
  ReleaseLeaversRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_until_date(flags.until);
  request.set_keep_reservations(flags.keep);
  request.set_validate_only(flags.validate_only);
  request.set_request_id(flags.request_id.empty() ? NewUuid(SystemClock().Now())
                                                  : flags.request_id);
  if (!flags.practice.empty()) {
    request.set_practice(session.NameOf("organisations", flags.practice));
  }
  if (!flags.session.empty()) request.set_session(session.NameOf("sessions", flags.session));
  ASSIGN_OR_RETURN(
      const auto reply,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::ReleaseLeavers, request,
                   session.deadline()));
  if (session.format == Format::kTable) {
    PrintLeavers(session, reply, request.validate_only());
  } else {
    Print(session.format, LeaverRows(session, reply), reply);
  }
  return absl::OkStatus();
}

void SetUp(Command command, LeaverFlags& flags) {
  command.AddOption("--practice", flags.practice, "Only places that are for this practice");
  command.AddOption("--session", flags.session, "Only places in this session");
  command.AddOption("--until", flags.until, "Only sessions on this day or before, yyyy-mm-dd");
  command.AddFlag("--keep-for-practice", flags.keep,
                  "Leave the practice the places that a plan keeps for it, to send somebody else");
  command.AddFlag("--dry-run", flags.validate_only,
                  "List whose places would be released and who would get them, and release none");
  command.AddOption("--request-id", flags.request_id,
                    "UUID that makes a repeat harmless; it lists again what was released");
}

}  // namespace

void AddLeavers(Command noun, Session& session) {
  AddCommand(noun, session, "release-leavers",
             "Give back places in sessions ahead of people who will have left their practice",
             SetUp, Release);
}

}  // namespace pcsp::cli
