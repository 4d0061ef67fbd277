// pcspctl consensus ...
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/answers.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using assessments::v1::ListTeamConsensusResponse;
using Stub = assessments::v1::AssessmentService::Stub;

struct ConsensusFlags {
  std::string wave, site, etag, request_id;
  int people = 0;
  std::vector<std::string> answers;
};

Table AsTable(const ListTeamConsensusResponse& all) {
  Table table({"SITE", "PEOPLE", "CONSTRUCT", "SCORE", "ETAG", "IN WORDS"});
  for (const auto& team : all.team_consensus()) {
    for (const auto& score : team.scores()) {
      table.Add({IdOf(team.organisation()), absl::StrCat(team.people_present()),
                 Word(type::v1::Construct_Name(score.construct()), "CONSTRUCT_"),
                 Fixed(score.score(), 0), team.etag(), score.sentence()});
    }
  }
  return table;
}

void Show(Session& session, const assessments::v1::TeamConsensus& consensus) {
  ListTeamConsensusResponse one;
  *one.add_team_consensus() = consensus;
  Print(session.format, AsTable(one), consensus);
}

absl::Status Submit(Session& session, const ConsensusFlags& flags) {
  assessments::v1::SubmitTeamConsensusRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  auto* consensus = request.mutable_team_consensus();
  consensus->set_organisation(session.NameOf("organisations", flags.site));
  consensus->set_people_present(flags.people);
  Violations violations;
  AddAnswers("--answer", flags.answers, consensus->mutable_answers(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  request.set_etag(flags.etag);
  request.set_request_id(flags.request_id.empty() ? NewUuid(SystemClock().Now())
                                                  : flags.request_id);
  ASSIGN_OR_RETURN(const auto submitted,
                   gateway::Ask(*session.clients().assessments, &Stub::SubmitTeamConsensus, request,
                                session.deadline()));
  Show(session, submitted);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const ConsensusFlags& flags) {
  assessments::v1::GetTeamConsensusRequest request;
  request.set_name(
      absl::StrCat(session.NameOf("waves", flags.wave), "/teamConsensus/", IdOf(flags.site)));
  ASSIGN_OR_RETURN(const auto consensus,
                   gateway::Ask(*session.clients().assessments, &Stub::GetTeamConsensus, request,
                                session.deadline()));
  Show(session, consensus);
  return absl::OkStatus();
}

absl::Status List(Session& session, const ConsensusFlags& flags) {
  assessments::v1::ListTeamConsensusRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  ListTeamConsensusResponse all;
  RETURN_IF_ERROR(
      gateway::EachPage(*session.clients().assessments, &Stub::ListTeamConsensus, request,
                        absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
                          all.mutable_team_consensus()->MergeFrom(page.team_consensus());
                        }));
  Print(session.format, AsTable(all), all);
  return absl::OkStatus();
}

absl::Status Export(Session& session, const ConsensusFlags& flags) {
  assessments::v1::ExportTeamConsensusRequest request;
  request.set_name(
      absl::StrCat(session.NameOf("waves", flags.wave), "/teamConsensus/", IdOf(flags.site)));
  ASSIGN_OR_RETURN(const auto exported,
                   gateway::Ask(*session.clients().assessments, &Stub::ExportTeamConsensus, request,
                                session.deadline()));
  std::cout << exported.questionnaire_response();
  return absl::OkStatus();
}

void SetUpWave(Command command, ConsensusFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of the wave").Required();
}

void SetUpTeam(Command command, ConsensusFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("site", flags.site, "The team's organisation").Required();
}

void SetUpSubmit(Command command, ConsensusFlags& flags) {
  SetUpTeam(command, flags);
  command.AddOption("--people", flags.people, "How many took part").Required();
  command.AddOption("--answer", flags.answers, "item=answer, such as pr_purpose=4; repeat it")
      .Required();
  command.AddOption("--etag", flags.etag, "Of what it replaces, if the team has agreed before");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

}  // namespace

void AddConsensus(Command app, Session& session) {
  const Command noun = AddNoun(
      app, "consensus", "What a small team agrees on; not confidential, and in no statistic");
  AddCommand(noun, session, "submit", "Submit it, or replace it while the wave is open",
             SetUpSubmit, Submit);
  AddCommand(noun, session, "show", "Show one team's", SetUpTeam, Get);
  AddCommand(noun, session, "list", "List those of a wave", SetUpWave, List);
  AddCommand(noun, session, "export", "Print one team's as a FHIR R4 QuestionnaireResponse",
             SetUpTeam, Export);
}

}  // namespace pcsp::cli
