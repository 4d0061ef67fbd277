// Planning: plans and their actions, and what a core day has taught.
#include "tests/gateway/flows/fakes/fakes.h"

namespace pcsp::gateway::testing {
namespace {

class Planning final : public planning::v1::PlanningService::CallbackService {
 public:
  explicit Planning(FakeServices* all) : all_(*all) {}
  Reactor* DraftPlan(Context* context, const planning::v1::DraftPlanRequest* request,
                     planning::v1::Plan*) override {
    std::lock_guard lock(all_.mutex);
    if (request->parent() == all_.refused_plan) {
      return Finish(context, InvalidField("findings[0].severity", "101", "0 to 100"));
    }
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
  // Two a page, so that pages are really turned.
  Reactor* ListOutcomes(Context* context, const planning::v1::ListOutcomesRequest* request,
                        planning::v1::ListOutcomesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    const size_t begin = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    for (size_t i = begin; i < all_.recorded.size() && i < begin + 2; ++i) {
      *response->add_outcomes() = all_.recorded[i];
    }
    if (begin + 2 < all_.recorded.size()) response->set_next_page_token(std::to_string(begin + 2));
    return Finish(context);
  }
  Reactor* EraseNotes(Context* context, const planning::v1::EraseNotesRequest* request,
                      planning::v1::EraseNotesResponse*) override {
    std::lock_guard lock(all_.mutex);
    if (all_.fail_erasures > 0) {
      --all_.fail_erasures;
      return Finish(context, Away());
    }
    all_.notes_erased.push_back(*request);
    return Finish(context);
  }
  Reactor* ListPlans(Context* context, const planning::v1::ListPlansRequest*,
                     planning::v1::ListPlansResponse*) override {
    return Finish(context, Away());
  }

 private:
  FakeServices& all_;
};

class Training final : public planning::v1::TrainingService::CallbackService {
 public:
  explicit Training(FakeServices* all) : all_(*all) {}
  Reactor* ListCourses(Context* context, const planning::v1::ListCoursesRequest*,
                       planning::v1::ListCoursesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    if (!all_.trained.empty()) response->add_courses()->set_competence("conversation");
    return Finish(context);
  }
  Reactor* ListCompetences(Context* context, const planning::v1::ListCompetencesRequest*,
                           planning::v1::ListCompetencesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const auto& [practice, counts] : all_.trained) {
      for (int i = 0; i < counts.first; ++i) {
        auto* one = response->add_competences();
        one->set_participant("programmes/p/people/" + std::to_string(i));
        one->set_practice(practice);
      }
    }
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

}  // namespace

std::shared_ptr<grpc::Service> FakePlanning(FakeServices* all) {
  return std::make_shared<Planning>(all);
}

std::shared_ptr<grpc::Service> FakeTraining(FakeServices* all) {
  return std::make_shared<Training>(all);
}

}  // namespace pcsp::gateway::testing
