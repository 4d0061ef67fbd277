// Assessments: a wave, its evidence, facts and words.
#include <algorithm>
#include <functional>

#include "tests/gateway/flows/fakes/fakes.h"

namespace pcsp::gateway::testing {
namespace {

class Assessments final : public assessments::v1::AssessmentService::CallbackService {
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
  // With something to happen between pages, each has one site.
  Reactor* ListSiteFacts(Context* context, const assessments::v1::ListSiteFactsRequest* request,
                         assessments::v1::ListSiteFactsResponse* response) override {
    std::function<void()> meanwhile;
    {
      std::lock_guard lock(all_.mutex);
      const bool paged = all_.between_fact_pages != nullptr;
      const size_t first = request->page_token().size();
      for (size_t i = first; i < all_.facts.size() && !(paged && i > first); ++i) {
        *response->add_sites() = all_.facts[i];
      }
      for (const auto& site : all_.facts) {
        response->set_newest_revision(std::max(response->newest_revision(), site.facts_revision()));
      }
      if (paged && first + 1 < all_.facts.size()) {
        response->set_next_page_token(std::string(first + 1, 'x'));
        meanwhile = all_.between_fact_pages;
      }
    }
    if (meanwhile) meanwhile();
    return Finish(context);
  }
  Reactor* SetCountedFacts(Context* context, const assessments::v1::SetCountedFactsRequest* request,
                           assessments::v1::SetCountedFactsResponse*) override {
    int64_t revision = 0;
    {
      std::lock_guard lock(all_.mutex);
      if (all_.fail_counts > 0) {
        --all_.fail_counts;
        return Finish(context, Away());
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

}  // namespace

std::shared_ptr<grpc::Service> FakeAssessments(FakeServices* all) {
  return std::make_shared<Assessments>(all);
}

}  // namespace pcsp::gateway::testing
