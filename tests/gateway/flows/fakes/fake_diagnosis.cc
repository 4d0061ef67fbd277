// Diagnosis: remembers what it is to store, and finds the same everywhere.
#include "tests/gateway/flows/fakes/fakes.h"

namespace pcsp::gateway::testing {
namespace {

class Diagnosis final : public diagnosis::v1::DiagnosisService::CallbackService {
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
      return Finish(context, Away());
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

}  // namespace

std::shared_ptr<grpc::Service> FakeDiagnosis(FakeServices* all) {
  return std::make_shared<Diagnosis>(all);
}

}  // namespace pcsp::gateway::testing
