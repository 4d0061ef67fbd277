#include "tests/gateway/flows/fake_services.h"

#include <algorithm>

#include "common/base/error.h"

namespace pcsp::gateway::testing {
namespace {

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

Reactor* Finish(Context* context, const absl::Status& status = absl::OkStatus()) {
  auto* reactor = context->DefaultReactor();
  reactor->Finish(rpc::ToGrpcStatus(status));
  return reactor;
}

}  // namespace

namespace {

class Import final : public grpc::ServerReadReactor<registry::v1::ImportOrganisationsRequest> {
 public:
  Import(grpc::CallbackServerContext* context, registry::v1::ImportReport* response,
         FakeServices* all)
      : context_(*context), response_(*response), all_(*all) {
    StartRead(&request_);
  }
  void OnReadDone(bool more) override {
    if (!more) {
      std::lock_guard lock(all_.mutex);
      ++(context_.IsCancelled() ? all_.imports_cancelled : all_.imports_complete);
      Finish(grpc::Status::OK);
    } else if (request_.data() == "bad") {
      Finish(rpc::ToGrpcStatus(InvalidField("data", "bad", "something else")));
    } else {
      response_.mutable_counts()->set_rows(response_.counts().rows() + 1);
      StartRead(&request_);
    }
  }
  void OnDone() override { delete this; }

 private:
  grpc::CallbackServerContext& context_;
  registry::v1::ImportReport& response_;
  FakeServices& all_;
  registry::v1::ImportOrganisationsRequest request_;
};

}  // namespace

class FakeServices::Registry final : public registry::v1::RegistryService::CallbackService {
 public:
  explicit Registry(FakeServices* all) : all_(*all) {}
  Reactor* ListProgrammes(Context* context, const registry::v1::ListProgrammesRequest*,
                          registry::v1::ListProgrammesResponse* response) override {
    response->add_programmes()->set_name("programmes/p");
    return Finish(context);
  }
  Reactor* GetProgramme(Context* context, const registry::v1::GetProgrammeRequest*,
                        registry::v1::Programme* response) override {
    response->set_display_name("Programme P");
    return Finish(context);
  }
  // Counts the messages; refuses the file at the first one that says "bad".
  grpc::ServerReadReactor<registry::v1::ImportOrganisationsRequest>* ImportOrganisations(
      Context* context, registry::v1::ImportReport* response) override {
    return new Import(context, response, &all_);
  }
  // Two sites a page, so that pages are really turned.
  Reactor* ListSites(Context* context, const registry::v1::ListSitesRequest* request,
                     registry::v1::ListSitesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    const size_t begin = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    for (size_t i = begin; i < all_.sites.size() && i < begin + 2; ++i) {
      *response->add_sites() = all_.sites[i];
    }
    if (begin + 2 < all_.sites.size()) response->set_next_page_token(std::to_string(begin + 2));
    return Finish(context);
  }
  Reactor* ListPeople(Context* context, const registry::v1::ListPeopleRequest* request,
                      registry::v1::ListPeopleResponse* response) override {
    std::lock_guard lock(all_.mutex);
    response->add_people()->set_name("programmes/p/people/still-here");
    if (!request->show_erased()) return Finish(context);
    for (const auto& [person, appointments] : all_.erased) {
      auto* one = response->add_people();
      one->set_name(person);
      one->mutable_erase_time()->set_seconds(1'704'067'200);
    }
    return Finish(context);
  }
  Reactor* ListAppointments(Context* context, const registry::v1::ListAppointmentsRequest* request,
                            registry::v1::ListAppointmentsResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const std::string& name : all_.erased[request->person()]) {
      response->add_appointments()->set_name(name);
    }
    return Finish(context);
  }

 private:
  FakeServices& all_;
};

class FakeServices::Assessments final : public assessments::v1::AssessmentService::CallbackService {
 public:
  explicit Assessments(FakeServices* all) : all_(*all) {}
  Reactor* GetWave(Context* context, const assessments::v1::GetWaveRequest* request,
                   assessments::v1::Wave* response) override {
    if (request->name() != kWave) return Finish(context, ResourceNotFound("wave", request->name()));
    return Answer(context, response);
  }
  Reactor* ListWaves(Context* context, const assessments::v1::ListWavesRequest*,
                     assessments::v1::ListWavesResponse* response) override {
    {
      std::lock_guard lock(all_.mutex);
      if (!all_.earlier.empty()) {
        auto* before = response->add_waves();
        before->set_name(kWaveBefore);
        before->set_state(assessments::v1::WAVE_STATE_PUBLISHED);
        before->mutable_close_time()->set_seconds(1'704'067'200);  // 2024-01-01
      }
    }
    return Answer(context, response->add_waves());
  }
  Reactor* OpenWave(Context* context, const assessments::v1::OpenWaveRequest* request,
                    assessments::v1::Wave* response) override {
    {
      std::lock_guard lock(all_.mutex);
      all_.opened = *request;
    }
    return Answer(context, response);
  }
  Reactor* CloseWave(Context* context, const assessments::v1::CloseWaveRequest*,
                     assessments::v1::Wave* response) override {
    Advance(assessments::v1::WAVE_STATE_OPEN, assessments::v1::WAVE_STATE_CLOSING);
    return Answer(context, response);
  }
  Reactor* CompleteWave(Context* context, const assessments::v1::CompleteWaveRequest*,
                        assessments::v1::Wave* response) override {
    Advance(assessments::v1::WAVE_STATE_CLOSING, assessments::v1::WAVE_STATE_CLOSED);
    return Answer(context, response);
  }
  Reactor* ListEvidence(Context* context, const assessments::v1::ListEvidenceRequest*,
                        assessments::v1::ListEvidenceResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const auto& site : all_.evidence) *response->add_evidence() = site;
    response->set_evidence_revision(7);
    return Finish(context);
  }
  Reactor* ListSiteFacts(Context* context, const assessments::v1::ListSiteFactsRequest*,
                         assessments::v1::ListSiteFactsResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const auto& site : all_.facts) *response->add_sites() = site;
    return Finish(context);
  }
  Reactor* SetCountedFacts(Context* context, const assessments::v1::SetCountedFactsRequest* request,
                           assessments::v1::SetCountedFactsResponse*) override {
    int64_t revision = 0;
    {
      std::lock_guard lock(all_.mutex);
      if (all_.fail_counts > 0) {
        --all_.fail_counts;
        return Finish(context, MakeError(absl::StatusCode::kUnavailable, "Away.",
                                         {.reason = "STORAGE_UNAVAILABLE"}));
      }
      all_.counted.push_back(*request);
      for (const auto& site : all_.facts) revision = std::max(revision, site.facts_revision());
    }
    for (const auto& site : request->sites()) {
      const std::string id = site.organisation().substr(site.organisation().rfind('/') + 1);
      all_.SetFact(id, request->fact(), site.category(), ++revision);
    }
    return Finish(context);
  }
  Reactor* ListEvidenceChanges(Context* context,
                               const assessments::v1::ListEvidenceChangesRequest* request,
                               assessments::v1::ListEvidenceChangesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const auto& site : all_.facts) {
      if (site.facts_revision() <= request->after_revision()) continue;
      auto* change = response->add_changes();
      change->set_organisation(site.organisation());
      change->set_facts_revision(site.facts_revision());
    }
    return Finish(context);
  }
  Reactor* GetWords(Context* context, const assessments::v1::GetWordsRequest* request,
                    assessments::v1::WaveWords* response) override {
    std::lock_guard lock(all_.mutex);
    const auto found = all_.words.find(request->organisation());
    if (found == all_.words.end()) {
      return Finish(context, ResourceNotFound("site results", request->organisation()));
    }
    auto* item = response->add_items();
    for (const std::string& text : found->second) item->add_texts(text);
    return Finish(context);
  }
  Reactor* ListObservations(Context* context,
                            const assessments::v1::ListObservationsRequest* request,
                            assessments::v1::ListObservationsResponse* response) override {
    std::lock_guard lock(all_.mutex);
    const bool full = request->view() == assessments::v1::OBSERVATION_VIEW_FULL;
    for (const std::string& note : all_.notes[request->parent()]) {
      auto* observation = response->add_observations();
      if (full && request->from_date() == "2024-01-01") observation->set_note(note);
    }
    return Finish(context);
  }
  // Each response is accepted, until one has a request id, which ends the call.
  grpc::ServerBidiReactor<assessments::v1::StreamResponsesRequest,
                          assessments::v1::StreamResponsesResponse>*
  StreamResponses(Context*) override {
    class Stream final : public grpc::ServerBidiReactor<assessments::v1::StreamResponsesRequest,
                                                        assessments::v1::StreamResponsesResponse> {
     public:
      Stream() { StartRead(&request_); }
      void OnReadDone(bool more) override {
        if (!more) return Finish(grpc::Status::OK);
        if (!request_.response().request_id().empty()) {
          return Finish(rpc::ToGrpcStatus(InvalidField("request_id", "", "none")));
        }
        response_.set_row(response_.row() + 1);
        StartWrite(&response_);
      }
      void OnWriteDone(bool) override { StartRead(&request_); }
      void OnDone() override { delete this; }

     private:
      assessments::v1::StreamResponsesRequest request_;
      assessments::v1::StreamResponsesResponse response_;
    };
    return new Stream;
  }

 private:
  void Advance(assessments::v1::WaveState from, assessments::v1::WaveState to) {
    std::lock_guard lock(all_.mutex);
    if (all_.state == from) all_.state = to;
  }
  Reactor* Answer(Context* context, assessments::v1::Wave* wave) {
    std::lock_guard lock(all_.mutex);
    wave->set_name(kWave);
    wave->set_state(all_.state);
    wave->set_site_count(static_cast<int>(all_.evidence.size()));
    wave->mutable_close_time()->set_seconds(1'735'689'600);  // 2025-01-01
    return Finish(context);
  }

  FakeServices& all_;
};

class FakeServices::Diagnosis final : public diagnosis::v1::DiagnosisService::CallbackService {
 public:
  explicit Diagnosis(FakeServices* all) : all_(*all) {}
  // Two facts, one of practices and one of steering groups, and the share that is trained.
  Reactor* GetKnowledgeBase(Context* context, const diagnosis::v1::GetKnowledgeBaseRequest*,
                            diagnosis::v1::KnowledgeBase* response) override {
    for (const char* id : {"act-on", "watch"}) {
      auto* issue = response->add_issues();
      issue->set_id(id);
      issue->set_level(type::v1::LEVEL_PRACTICE);
    }
    for (const auto& [level, id] : {std::pair(type::v1::LEVEL_PRACTICE, "fact_pr"),
                                    std::pair(type::v1::LEVEL_STEERING_GROUP, "fact_sg")}) {
      auto* indicator = response->add_indicators();
      indicator->set_id(id);
      indicator->set_level(level);
      indicator->set_kind(diagnosis::v1::SIGNAL_KIND_FACT);
      indicator->add_categories()->set_code("no");
      indicator->add_categories()->set_code("yes");
    }
    auto* trained = response->add_indicators();
    trained->set_id("fact_pr_trained_share");
    trained->set_level(type::v1::LEVEL_PRACTICE);
    trained->set_kind(diagnosis::v1::SIGNAL_KIND_FACT);
    for (const char* share : {"under_50_percent", "50_to_79_percent", "95_percent_or_more"}) {
      trained->add_categories()->set_code(share);
    }
    auto* item = response->add_indicators();
    item->set_id("pr_purpose");
    item->set_level(type::v1::LEVEL_PRACTICE);
    item->set_kind(diagnosis::v1::SIGNAL_KIND_SURVEY_ITEM);
    for (const char* answer : {"1", "2", "3"}) item->add_categories()->set_code(answer);
    return Finish(context);
  }
  // So many sites beside as were taken in.
  grpc::ServerBidiReactor<diagnosis::v1::RelateSitesRequest, diagnosis::v1::RelateSitesResponse>*
  RelateSites(Context*) override {
    class Stream final : public grpc::ServerBidiReactor<diagnosis::v1::RelateSitesRequest,
                                                        diagnosis::v1::RelateSitesResponse> {
     public:
      explicit Stream(FakeServices* all) : all_(*all) { StartRead(&request_); }
      void OnReadDone(bool more) override {
        if (!more) return Finish(grpc::Status::OK);
        response_.Clear();
        Answer();
        StartWrite(&response_);
      }
      void OnWriteDone(bool) override { StartRead(&request_); }
      void OnDone() override { delete this; }

     private:
      void Answer() {
        std::lock_guard lock(all_.mutex);
        all_.related.push_back(request_);
        if (!all_.relating_fault.empty()) {
          const absl::StatusCode code = all_.relating_fault == "STORAGE_UNAVAILABLE"
                                            ? absl::StatusCode::kUnavailable
                                            : absl::StatusCode::kFailedPrecondition;
          const grpc::Status status =
              rpc::ToGrpcStatus(MakeError(code, "Not now.", {.reason = all_.relating_fault}));
          response_.mutable_error()->ParseFromString(status.error_details());
          return;
        }
        sites_ += request_.has_site() ? 1 : 0;
        if (!request_.has_site()) response_.mutable_surroundings()->set_sites_beside(sites_);
      }

      FakeServices& all_;
      int sites_ = 0;
      diagnosis::v1::RelateSitesRequest request_;
      diagnosis::v1::RelateSitesResponse response_;
    };
    return new Stream(&all_);
  }
  // One finding of each kind: to act on, to watch, and of another level.
  Reactor* StoreDiagnosis(Context* context, const diagnosis::v1::StoreDiagnosisRequest* request,
                          diagnosis::v1::Diagnosis* response) override {
    std::lock_guard lock(all_.mutex);
    if (all_.fail_diagnoses > 0) {
      --all_.fail_diagnoses;
      return Finish(context, MakeError(absl::StatusCode::kUnavailable, "Away.",
                                       {.reason = "STORAGE_UNAVAILABLE"}));
    }
    all_.diagnosed.push_back(*request);
    response->set_name(request->parent() + "/diagnoses/w-7");
    response->set_organisation(request->parent());
    response->set_level(request->evidence().subject_level());
    Add("act-on", request->evidence().subject_level(), 0.9, response);
    Add("watch", request->evidence().subject_level(), 0.3, response);
    Add("elsewhere", type::v1::LEVEL_WHOLE_SYSTEM, 0.9, response);
    return Finish(context);
  }
  Reactor* LearnFromReviews(Context* context, const diagnosis::v1::LearnFromReviewsRequest* request,
                            diagnosis::v1::LearnedLayer*) override {
    std::lock_guard lock(all_.mutex);
    all_.learned.push_back(*request);
    if (all_.learning_fault.empty()) return Finish(context);
    const bool busy = all_.learning_fault == "LEARNING_UNDER_WAY";
    return Finish(context, MakeError(busy ? absl::StatusCode::kAborted
                                          : absl::StatusCode::kFailedPrecondition,
                                     "Not now.", {.reason = all_.learning_fault}));
  }

  Reactor* ListDiagnoses(Context* context, const diagnosis::v1::ListDiagnosesRequest* request,
                         diagnosis::v1::ListDiagnosesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    if (request->wave() == kWaveBefore) {
      for (const auto& diagnosis : all_.earlier) *response->add_diagnoses() = diagnosis;
      return Finish(context);
    }
    for (const auto& stored : all_.diagnosed) {
      auto* diagnosis = response->add_diagnoses();
      diagnosis->set_organisation(stored.parent());
      diagnosis->set_evidence_revision(stored.evidence_revision());
    }
    return Finish(context);
  }

 private:
  static void Add(const std::string& issue, type::v1::Level level, double probability,
                  diagnosis::v1::Diagnosis* diagnosis) {
    auto* finding = diagnosis->add_findings();
    finding->set_issue(issue);
    finding->set_level(level);
    finding->set_probability(probability);
  }

  FakeServices& all_;
};

class FakeServices::Planning final : public planning::v1::PlanningService::CallbackService {
 public:
  explicit Planning(FakeServices* all) : all_(*all) {}
  Reactor* DraftPlan(Context* context, const planning::v1::DraftPlanRequest* request,
                     planning::v1::Plan*) override {
    std::lock_guard lock(all_.mutex);
    if (!all_.plan_requests.insert(request->request_id()).second) return Finish(context);
    all_.drafted.push_back(*request);
    return Finish(context);
  }
  Reactor* ListActionOutcomes(Context* context,
                              const planning::v1::ListActionOutcomesRequest* request,
                              planning::v1::ListActionOutcomesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    all_.asked_completed.push_back(*request);
    for (const auto& outcome : all_.completed) *response->add_outcomes() = outcome;
    return Finish(context);
  }
  Reactor* EraseNotes(Context* context, const planning::v1::EraseNotesRequest* request,
                      planning::v1::EraseNotesResponse*) override {
    std::lock_guard lock(all_.mutex);
    if (all_.fail_erasures > 0) {
      --all_.fail_erasures;
      return Finish(context, MakeError(absl::StatusCode::kUnavailable, "Away.",
                                       {.reason = "STORAGE_UNAVAILABLE"}));
    }
    all_.notes_erased.push_back(*request);
    return Finish(context);
  }
  Reactor* ListPlans(Context* context, const planning::v1::ListPlansRequest*,
                     planning::v1::ListPlansResponse*) override {
    return Finish(context, MakeError(absl::StatusCode::kUnavailable, "Away.",
                                     {.reason = "STORAGE_UNAVAILABLE"}));
  }

 private:
  FakeServices& all_;
};

class FakeServices::Training final : public planning::v1::TrainingService::CallbackService {
 public:
  explicit Training(FakeServices* all) : all_(*all) {}
  Reactor* ListCourses(Context* context, const planning::v1::ListCoursesRequest*,
                       planning::v1::ListCoursesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    if (!all_.trained.empty()) response->add_courses()->set_competence("conversation");
    return Finish(context);
  }
  Reactor* GetCoverage(Context* context, const planning::v1::GetCoverageRequest* request,
                       planning::v1::GetCoverageResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const auto& practice : request->practices()) {
      auto* cell = response->add_practices();
      cell->set_organisation(practice.practice());
      const auto& [current, people] = all_.trained[practice.practice()];
      cell->set_current_count(current);
      cell->set_headcount(people);
      if (people > 0) cell->set_share(static_cast<double>(current) / people);
    }
    return Finish(context);
  }

 private:
  FakeServices& all_;
};

FakeServices::FakeServices()
    : registry_(std::make_shared<Registry>(this)),
      assessments_(std::make_shared<Assessments>(this)),
      diagnosis_(std::make_shared<Diagnosis>(this)),
      planning_(std::make_shared<Planning>(this)),
      training_(std::make_shared<Training>(this)) {
  server_ = rpc::Server::Start({.services = {registry_.get(), assessments_.get(), diagnosis_.get(),
                                             planning_.get(), training_.get()}})
                .value();
}

Channels FakeServices::channels() {
  const auto channel = server_->InProcessChannel();
  return {channel, channel, channel, channel};
}

void FakeServices::AddPractice(const std::string& id) {
  const std::string base = "programmes/p/organisations/";
  std::lock_guard lock(mutex);
  registry::v1::Site site;
  site.set_organisation(base + id);
  site.set_level(type::v1::LEVEL_PRACTICE);
  site.set_steering_group(base + "sg");
  site.set_whole_system(base + "ws");
  sites.push_back(site);
  assessments::v1::SiteEvidence answers;
  answers.set_organisation(site.organisation());
  answers.set_level(site.level());
  answers.set_steering_group(site.steering_group());
  answers.set_whole_system(site.whole_system());
  auto* item = answers.add_items();
  item->set_item("pr_purpose");
  (*item->mutable_answers())["2"] = 2;
  evidence.push_back(answers);
}

void FakeServices::SetFact(const std::string& id, const std::string& fact,
                           const std::string& category, int64_t revision) {
  std::lock_guard lock(mutex);
  const std::string organisation = "programmes/p/organisations/" + id;
  auto site = std::find_if(facts.begin(), facts.end(),
                           [&](const auto& known) { return known.organisation() == organisation; });
  if (site == facts.end()) site = facts.emplace(facts.end());
  site->Clear();
  site->set_organisation(organisation);
  site->set_facts_revision(revision);
  auto* added = site->add_facts();
  added->set_fact(fact);
  added->set_category(category);
}

}  // namespace pcsp::gateway::testing
