// pcspctl competence ...
#include <iostream>
#include <set>

#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

const std::map<std::string, pb::CompetenceState> kStates = {
    {"current", pb::COMPETENCE_STATE_CURRENT},
    {"lapsing", pb::COMPETENCE_STATE_LAPSING},
    {"lapsed", pb::COMPETENCE_STATE_LAPSED}};

struct CompetenceFlags {
  std::string competence, practice, participant, as_of;
  pb::CompetenceState state = pb::COMPETENCE_STATE_UNSPECIFIED;
  int due = -1;
};

Table CompetenceRows(Session& session,
                     const google::protobuf::RepeatedPtrField<pb::Competence>& competences) {
  std::set<std::string> names;
  for (const auto& c : competences) names.insert({c.participant(), c.practice()});
  const Called called(session, names);
  Table table({"PARTICIPANT", "PRACTICE", "STAFF GROUP", "COMPETENCE", "STATE", "GAINED", "LAPSES",
               "SESSION"});
  for (const auto& c : competences) {
    table.Add({called(c.participant()), called(c.practice()), GroupInWords(c.staff_group()),
               c.competence(), Word(pb::CompetenceState_Name(c.state()), "COMPETENCE_STATE_"),
               c.gained_date(), c.lapse_date().empty() ? "never" : c.lapse_date(),
               IdOf(c.session())});
  }
  return table;
}

absl::Status List(Session& session, const CompetenceFlags& flags) {
  pb::ListCompetencesRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_as_of_date(flags.as_of);
  request.set_competence(flags.competence);
  if (!flags.practice.empty()) {
    request.set_practice(session.NameOf("organisations", flags.practice));
  }
  if (!flags.participant.empty()) {
    request.set_participant(ParticipantName(session, flags.participant));
  }
  request.set_state(flags.state);
  if (flags.due >= 0) request.set_due_within_days(flags.due);
  ASSIGN_OR_RETURN(
      const auto all,
      CallForAll(session, &TrainingStub::ListCompetences, request, [](auto& page, auto& out) {
        out.set_as_of_date(page.as_of_date());
        out.mutable_competences()->MergeFrom(page.competences());
      }));
  Print(session.format, CompetenceRows(session, all.competences()), all);
  return absl::OkStatus();
}

// Of people in post alone: nobody reminds those who have left.
absl::Status ListDue(Session& session, const CompetenceFlags& flags) {
  gateway::v1::ListHeldCompetencesRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_page_size(1000);
  request.set_as_of_date(flags.as_of);
  request.set_competence(flags.competence);
  if (!flags.practice.empty()) {
    request.set_practice(session.NameOf("organisations", flags.practice));
  }
  request.set_state(flags.state);
  request.set_due_within_days(flags.due);
  gateway::v1::ListHeldCompetencesResponse all;
  do {
    ASSIGN_OR_RETURN(
        const auto page,
        gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::ListHeldCompetences,
                     request, session.deadline()));
    all.mutable_competences()->MergeFrom(page.competences());
    all.set_left_out(all.left_out() + page.left_out());
    all.set_as_of_date(page.as_of_date());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  Print(session.format, CompetenceRows(session, all.competences()), all);
  if (session.format == Format::kTable && all.left_out() > 0) {
    std::cout << "\n" << all.left_out() << " more are of people who are no longer in post.\n";
  }
  return absl::OkStatus();
}

void AddCells(const google::protobuf::RepeatedPtrField<pb::CoverageCell>& cells,
              const std::string& level, Table& table) {
  for (const auto& cell : cells) {
    table.Add({level, cell.organisation().empty() ? "all" : IdOf(cell.organisation()),
               GroupInWords(cell.staff_group()), absl::StrCat(cell.headcount()),
               absl::StrCat(cell.current_count()), absl::StrCat(cell.lapsing_count()),
               absl::StrCat(cell.lapsed_count()),
               cell.has_share() ? Fixed(100 * cell.share(), 1) + " %" : "-"});
  }
}

absl::Status Coverage(Session& session, const CompetenceFlags& flags) {
  gateway::v1::GetTrainingCoverRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_competence(flags.competence);
  request.set_as_of_date(flags.as_of);
  if (!flags.practice.empty()) {
    request.set_within(session.NameOf("organisations", flags.practice));
  }
  ASSIGN_OR_RETURN(
      const auto reply,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::GetTrainingCover, request,
                   session.deadline()));
  Table table(
      {"LEVEL", "ORGANISATION", "STAFF GROUP", "PEOPLE", "CURRENT", "LAPSING", "LAPSED", "COVER"});
  AddCells(reply.practices(), "practice", table);
  AddCells(reply.regions(), "region", table);
  AddCells(reply.total(), "all", table);
  Print(session.format, table, reply);
  return absl::OkStatus();
}

void SetUpAll(Command command, CompetenceFlags& flags) {
  command.AddOption("--competence", flags.competence, "Only this competence");
  command.AddOption("--practice", flags.practice, "Only people of this practice");
  command.AddOption("--as-of", flags.as_of, "As of this day, yyyy-mm-dd; today if not given");
  AddWord(command, "--state", flags.state, kStates, "Only those in this state");
}

void SetUpList(Command command, CompetenceFlags& flags) {
  SetUpAll(command, flags);
  command.AddOption("--participant", flags.participant, "Only this person");
}

void SetUpDue(Command command, CompetenceFlags& flags) {
  command.AddOption("days", flags.due, "Lapsing within so many days, or lapsed")
      .Required()
      .Between(0, 3650);
  SetUpAll(command, flags);
}

void SetUpCoverage(Command command, CompetenceFlags& flags) {
  command.AddOption("competence", flags.competence, "The competence, such as conversation")
      .Required();
  command.AddOption("--within", flags.practice, "Only this organisation and what belongs to it");
  command.AddOption("--as-of", flags.as_of, "As of this day, yyyy-mm-dd; today if not given");
}

}  // namespace

void AddCompetences(Command app, Session& session) {
  const Command noun = AddNoun(app, "competence", "What people can do, and until when");
  AddCommand(noun, session, "list", "List competences as of a day", SetUpList, List);
  AddCommand(noun, session, "due", "List the reminders that are due, of people in post", SetUpDue,
             ListDue);
  AddCommand(noun, session, "coverage", "Which share of the staff in post has a competence",
             SetUpCoverage, Coverage);
}

}  // namespace pcsp::cli
