// pcspctl observation ...
#include <algorithm>
#include <iostream>

#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/evidence/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using assessments::v1::Observation;
using diagnosis::v1::Indicator;
using Stub = assessments::v1::AssessmentService::Stub;

const std::map<std::string, assessments::v1::ObservationKind> kKinds = {
    {"visit", assessments::v1::OBSERVATION_KIND_VISIT},
    {"call", assessments::v1::OBSERVATION_KIND_CALL},
    {"document", assessments::v1::OBSERVATION_KIND_DOCUMENT},
    {"meeting", assessments::v1::OBSERVATION_KIND_MEETING}};

struct ObservationFlags {
  std::string site = "-", id, date, appointment, note, from, until, etag, request_id;
  std::vector<std::string> facts;
  assessments::v1::ObservationKind kind = assessments::v1::OBSERVATION_KIND_UNSPECIFIED;
  bool notes = false;
};

Table AsTable(const google::protobuf::RepeatedPtrField<Observation>& observations) {
  Table table({"DATE", "SITE", "KIND", "OBSERVATION", "FACTS", "NOTE"});
  for (const auto& observation : observations) {
    std::vector<std::string> facts;
    for (const auto& fact : observation.facts()) {
      facts.push_back(absl::StrCat(fact.fact(), "=", fact.category()));
    }
    const std::string note = !observation.note().empty() ? observation.note()
                             : observation.has_note()    ? "(there is one)"
                                                         : "";
    const std::string site = observation.name().substr(0, observation.name().find("/observations"));
    table.Add({observation.observed_date(), IdOf(site),
               Word(assessments::v1::ObservationKind_Name(observation.kind()), "OBSERVATION_KIND_"),
               IdOf(observation.name()), absl::StrJoin(facts, ", "), note});
  }
  return table;
}

void Show(Session& session, const Observation& observation) {
  assessments::v1::ListObservationsResponse one;
  *one.add_observations() = observation;
  Print(session.format, AsTable(one.observations()), observation);
}

// What is wrong with `fact` by the knowledge base, said on the flag; nothing when all is well.
absl::Status CheckFact(const diagnosis::v1::KnowledgeBase& kb, const std::string& id,
                       const std::string& category) {
  const auto found =
      std::find_if(kb.indicators().begin(), kb.indicators().end(), [&](const Indicator& indicator) {
        return indicator.id() == id && indicator.kind() == diagnosis::v1::SIGNAL_KIND_FACT;
      });
  if (found == kb.indicators().end()) {
    return InvalidField("--fact", id,
                        "a fact of the knowledge base; `pcspctl knowledge-base show` lists them");
  }
  std::vector<std::string> categories;
  for (const auto& known : found->categories()) categories.push_back(known.code());
  if (std::find(categories.begin(), categories.end(), category) != categories.end()) {
    return absl::OkStatus();
  }
  return InvalidField("--fact", absl::StrCat(id, "=", category),
                      absl::StrCat(id, "= one of ", absl::StrJoin(categories, ", ")));
}

absl::Status AddFacts(Session& session, const std::vector<std::string>& facts,
                      Observation* observation) {
  if (facts.empty()) return absl::OkStatus();
  diagnosis::v1::GetKnowledgeBaseRequest request;
  request.set_name("knowledgeBases/current");
  ASSIGN_OR_RETURN(const auto kb,
                   gateway::Ask(*session.clients().diagnosis,
                                &diagnosis::v1::DiagnosisService::Stub::GetKnowledgeBase, request,
                                session.deadline()));
  Violations violations;
  for (const std::string& text : facts) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos) {
      violations.Add("--fact", text, "fact=category, such as fact_pr_owner=yes");
      continue;
    }
    auto* fact = observation->add_facts();
    fact->set_fact(text.substr(0, equals));
    fact->set_category(text.substr(equals + 1));
    violations.Merge("", CheckFact(kb, fact->fact(), fact->category()));
  }
  return violations.ToStatus();
}

absl::Status Add(Session& session, const ObservationFlags& flags) {
  assessments::v1::CreateObservationRequest request;
  request.set_parent(session.NameOf("organisations", flags.site));
  auto* observation = request.mutable_observation();
  observation->set_kind(flags.kind);
  observation->set_observed_date(flags.date);
  observation->set_note(flags.note);
  if (!flags.appointment.empty()) {
    observation->set_appointment(session.NameOf("appointments", flags.appointment));
  }
  RETURN_IF_ERROR(AddFacts(session, flags.facts, observation));
  request.set_request_id(flags.request_id.empty() ? NewUuid(SystemClock().Now())
                                                  : flags.request_id);
  ASSIGN_OR_RETURN(const auto made,
                   gateway::Ask(*session.clients().assessments, &Stub::CreateObservation, request,
                                session.deadline()));
  Show(session, made);
  return absl::OkStatus();
}

absl::Status List(Session& session, const ObservationFlags& flags) {
  assessments::v1::ListObservationsRequest request;
  request.set_parent(session.NameOf("organisations", flags.site));
  request.set_from_date(flags.from);
  request.set_until_date(flags.until);
  request.set_kind(flags.kind);
  request.set_view(flags.notes ? assessments::v1::OBSERVATION_VIEW_FULL
                               : assessments::v1::OBSERVATION_VIEW_BASIC);
  assessments::v1::ListObservationsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListObservations, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_observations()->MergeFrom(page.observations()); }));
  Print(session.format, AsTable(all.observations()), all);
  return absl::OkStatus();
}

std::string NameOf(const Session& session, const ObservationFlags& flags) {
  return absl::StrCat(session.NameOf("organisations", flags.site), "/observations/", flags.id);
}

absl::Status Get(Session& session, const ObservationFlags& flags) {
  assessments::v1::GetObservationRequest request;
  request.set_name(NameOf(session, flags));
  ASSIGN_OR_RETURN(const auto observation,
                   gateway::Ask(*session.clients().assessments, &Stub::GetObservation, request,
                                session.deadline()));
  Show(session, observation);
  return absl::OkStatus();
}

absl::Status Delete(Session& session, const ObservationFlags& flags) {
  assessments::v1::DeleteObservationRequest request;
  request.set_name(NameOf(session, flags));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  RETURN_IF_ERROR(gateway::Ask(*session.clients().assessments, &Stub::DeleteObservation, request,
                               session.deadline())
                      .status());
  std::cerr << "deleted\n";
  return absl::OkStatus();
}

void SetUpAdd(Command command, ObservationFlags& flags) {
  command.AddOption("site", flags.site, "Id or full name of the organisation").Required();
  AddWord(command, "kind", flags.kind, kKinds, "How it was found out").Required();
  command.AddOption("--on", flags.date, "The day, yyyy-mm-dd").Required();
  command.AddOption("--fact", flags.facts, "fact=category, such as fact_pr_owner=yes; repeat it");
  command.AddOption("--note", flags.note, "What else there is to say; nothing about a patient");
  command.AddOption("--by", flags.appointment, "Who found it: id or name of an appointment");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

void SetUpList(Command command, ObservationFlags& flags) {
  command.AddOption("site", flags.site, "Id or full name of the organisation; all by default");
  command.AddOption("--from", flags.from, "From this day on, yyyy-mm-dd");
  command.AddOption("--until", flags.until, "Until this day");
  AddWord(command, "--kind", flags.kind, kKinds, "Of this kind only");
  command.AddFlag("--notes", flags.notes, "With what else there was to say");
}

void SetUpOne(Command command, ObservationFlags& flags) {
  command.AddOption("site", flags.site, "Id or full name of the organisation").Required();
  command.AddOption("id", flags.id, "Id of the observation, as `list` shows it").Required();
}

void SetUpDelete(Command command, ObservationFlags& flags) {
  SetUpOne(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

}  // namespace

void AddObservations(Command app, Session& session) {
  const Command noun = AddNoun(app, "observation", "What was found at sites");
  AddCommand(noun, session, "add", "Enter what was found at a site", SetUpAdd, Add);
  AddCommand(noun, session, "list", "List observations, the latest first", SetUpList, List);
  AddCommand(noun, session, "show", "Show one with its note", SetUpOne, Get);
  AddCommand(noun, session, "delete", "Delete one for good", SetUpDelete, Delete);
}

}  // namespace pcsp::cli
