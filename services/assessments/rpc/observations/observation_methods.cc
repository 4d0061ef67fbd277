#include "services/assessments/rpc/observations/observation_methods.h"

#include <algorithm>

#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/observations/facts.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/measures/requests.h"
#include "services/assessments/rpc/observations/convert_observation.h"

namespace pcsp::assessments {
namespace {

constexpr int kMostOrganisations = 1'000;
constexpr int kMostChanges = 1'000;

ObservationName ObservationFrom(absl::string_view field, const std::string& name,
                                Violations& violations) {
  if (auto parsed = ParseObservationName(name)) return *std::move(parsed);
  violations.Add(std::string(field), name, kObservationNameRule);
  return {};
}

// Without the note, which is not to lie among the remembered replies.
std::string Serialised(const Observation& observation) {
  return ToProto(observation).SerializeAsString();
}

ObservationQuery QueryFrom(const pb::ListObservationsRequest& request, Violations& violations) {
  const OrganisationName parent = OrganisationOrAllFrom("parent", request.parent(), violations);
  ObservationQuery query{.programme = parent.programme, .organisation = parent.organisation};
  query.from = DayFrom("from_date", request.from_date(), violations);
  query.until = DayFrom("until_date", request.until_date(), violations);
  CheckOrder(query.from, query.until, "until_date", violations);
  const int kind = request.kind();
  if (kind < 0 || kind > static_cast<int>(ObservationKind::kMeeting)) {
    violations.Add("kind", absl::StrCat(kind), "a value of the enumeration");
  }
  query.kind = static_cast<ObservationKind>(kind);
  query.notes = request.view() == pb::OBSERVATION_VIEW_FULL;
  return query;
}

pb::SiteFacts ToProto(const MeasurePolicy& policy, const SiteKnowledge& site,
                      const std::vector<MeasureDefinition>& measures) {
  std::vector<SiteFact> seen, counted;
  for (const Observation& observation : site.observations) {
    for (const ObservedFact& fact : observation.facts) {
      seen.push_back(
          {fact.fact, fact.category, observation.name.ToString(), observation.observed_date});
    }
  }
  for (const MeasureDefinition& measure : measures) {
    const auto values = site.values.find(measure.name.measure);
    if (values == site.values.end()) continue;
    if (auto fact = FactOf(measure, values->second, policy.threshold))
      counted.push_back(*std::move(fact));
  }
  for (const CountedFact& fact : site.counted) {
    counted.push_back({fact.fact, fact.category, fact.source, fact.since});
  }
  pb::SiteFacts message;
  message.set_organisation(OrganisationName{policy.programme, site.organisation}.ToString());
  message.set_facts_revision(site.revision);
  for (const SiteFact& fact : LatestFacts(std::move(seen), std::move(counted))) {
    auto* added = message.add_facts();
    added->set_fact(fact.fact);
    added->set_category(fact.category);
    added->set_source(fact.source);
    added->set_date(absl::FormatCivilTime(fact.date));
  }
  return message;
}

}  // namespace

absl::StatusOr<pb::Observation> ObservationMethods::CreateObservation(
    const rpc::Call& call, const pb::CreateObservationRequest& request) const {
  Violations violations;
  const OrganisationName site = OrganisationFrom("parent", request.parent(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  if (request.observation().observed_date().empty()) {
    violations.Add("observation.observed_date", "", kDayRule);
  }
  Observation observation = FromProto({site, NewUuid(call.now)}, request.observation(), violations);
  Validate(observation, DayOf(call.now), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  observation.create_time = observation.update_time = call.now;
  auto reply = ReplyFrom<pb::Observation>(tools_.store->CreateObservation(
      ChangeKey("CreateObservation", request), observation, Serialised(observation)));
  if (reply.ok()) tools_.Ring(reply->name());
  return reply;
}

absl::StatusOr<pb::Observation> ObservationMethods::GetObservation(
    const rpc::Call&, const pb::GetObservationRequest& request) const {
  Violations violations;
  const ObservationName name = ObservationFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Observation observation, tools_.store->GetObservation(name));
  pb::Observation message = assessments::ToProto(observation);
  message.set_note(observation.note);
  return message;
}

absl::StatusOr<pb::ListObservationsResponse> ObservationMethods::ListObservations(
    const rpc::Call&, const pb::ListObservationsRequest& request) const {
  pb::ListObservationsRequest filter = request;
  filter.clear_page_size();
  filter.clear_page_token();
  const std::vector<std::string> arguments = {"ListObservations", filter.SerializeAsString()};
  Violations violations;
  ObservationQuery query = QueryFrom(request, violations);
  const ListPage page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (page.cursor.size() == 2) {
    query.after.emplace();
    query.after->observed_date = ParseDay(page.cursor[0]).value_or(Day());
    query.after->name.observation = page.cursor[1];
  }
  query.limit = page.size + 1;
  ASSIGN_OR_RETURN(std::vector<Observation> observations, tools_.store->ListObservations(query));
  pb::ListObservationsResponse reply;
  if (observations.size() > static_cast<size_t>(page.size)) {
    observations.pop_back();
    const Observation& last = observations.back();
    reply.set_next_page_token(tokens_->Encode(
        {absl::FormatCivilTime(last.observed_date), last.name.observation}, arguments));
  }
  for (const Observation& observation : observations) {
    auto* added = reply.add_observations();
    *added = assessments::ToProto(observation);
    if (query.notes) added->set_note(observation.note);
  }
  return reply;
}

absl::StatusOr<pb::Observation> ObservationMethods::UpdateObservation(
    const rpc::Call& call, const pb::UpdateObservationRequest& request) const {
  Violations violations;
  const ObservationName name =
      ObservationFrom("observation.name", request.observation().name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  const Observation given = FromProto(name, request.observation(), violations);
  const std::set<std::string> fields = FieldsOf(request.update_mask(), UpdatableObservationFields(),
                                                request.observation(), violations);
  if (fields.count("observed_date") > 0 && request.observation().observed_date().empty()) {
    violations.Add("observation.observed_date", "", kDayRule);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  auto reply = ReplyFrom<pb::Observation>(tools_.store->UpdateObservation(
      ChangeKey("UpdateObservation", request), name, call.now,
      [&](Observation before) {
        return Updated(std::move(before), given, fields, request.observation().etag(), call.now);
      },
      Serialised));
  if (reply.ok()) tools_.Ring(reply->name());
  return reply;
}

absl::StatusOr<pb::DeleteObservationResponse> ObservationMethods::DeleteObservation(
    const rpc::Call& call, const pb::DeleteObservationRequest& request) const {
  Violations violations;
  const ObservationName name = ObservationFrom("name", request.name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(tools_.store->DeleteObservation(
      ChangeKey("DeleteObservation", request), name, call.now,
      [&](const Observation& before) { return CheckEtag(before, request.etag()); }));
  tools_.Ring(request.name());
  return pb::DeleteObservationResponse();
}

absl::StatusOr<pb::ListSiteFactsResponse> ObservationMethods::ListSiteFacts(
    const rpc::Call&, const pb::ListSiteFactsRequest& request) const {
  pb::ListSiteFactsRequest filter = request;
  filter.clear_page_size();
  filter.clear_page_token();
  const std::vector<std::string> arguments = {"ListSiteFacts", filter.SerializeAsString()};
  Violations violations;
  const WaveName name = WaveNameFrom("parent", request.parent(), violations);
  if (request.organisations_size() > kMostOrganisations) {
    violations.Add("organisations", absl::StrCat(request.organisations_size()), "at most 1000");
  }
  std::vector<std::string> organisations;
  for (int i = 0; i < request.organisations_size(); ++i) {
    organisations.push_back(OrganisationOf(name.programme, absl::StrCat("organisations[", i, "]"),
                                           request.organisations(i), violations));
  }
  const ListPage page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Wave wave, tools_.waves->GetWave(name));
  if (!wave.close_time) return WaveNotClosed(name.ToString());
  const Day closed = DayOf(*wave.close_time);
  const Day since(closed.year() - 1, closed.month(), closed.day());
  // Before all else: what comes in between belongs to a later revision than is said.
  ASSIGN_OR_RETURN(const int64_t newest, tools_.store->NewestRevision(name.programme));
  ASSIGN_OR_RETURN(const std::vector<MeasureDefinition> measures,
                   AllMeasures(tools_, name.programme));
  ASSIGN_OR_RETURN(const MeasurePolicy policy, tools_.store->GetPolicy(name.programme));
  ASSIGN_OR_RETURN(
      std::vector<SiteKnowledge> known,
      tools_.store->ListKnowledge(name.programme, organisations, since,
                                  page.cursor.empty() ? "" : page.cursor[0], page.size + 1));
  pb::ListSiteFactsResponse reply;
  reply.set_newest_revision(newest);
  if (known.size() > static_cast<size_t>(page.size)) {
    known.pop_back();
    reply.set_next_page_token(tokens_->Encode({known.back().organisation}, arguments));
  }
  for (const SiteKnowledge& site : known) {
    *reply.add_sites() = ToProto(policy, site, measures);
  }
  return reply;
}

absl::StatusOr<pb::ListEvidenceChangesResponse> ObservationMethods::ListEvidenceChanges(
    const rpc::Call&, const pb::ListEvidenceChangesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  if (request.after_revision() < 0) {
    violations.Add("after_revision", absl::StrCat(request.after_revision()), "0 or more");
  }
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  const int size =
      request.page_size() == 0 ? kMostChanges : std::min(request.page_size(), kMostChanges);
  ASSIGN_OR_RETURN(const std::vector<EvidenceChange> changes,
                   tools_.store->ListChanges(programme, request.after_revision(), size));
  pb::ListEvidenceChangesResponse reply;
  for (const EvidenceChange& change : changes) {
    auto* added = reply.add_changes();
    added->set_organisation(OrganisationName{programme, change.organisation}.ToString());
    added->set_facts_revision(change.revision);
  }
  return reply;
}

}  // namespace pcsp::assessments
