#include "gateway/flows/workforce/workforce_forecast.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/in_post/trained.h"
#include "gateway/flows/training_cover.h"
#include "gateway/flows/workforce/facilitators.h"
#include "gateway/flows/workforce/learners.h"
#include "gateway/flows/workforce/question.h"
#include "gateway/flows/workforce/staff.h"
#include "gateway/flows/workforce/starts.h"
#include "gateway/flows/workforce/tenures.h"
#include "gateway/flows/workforce/trainers.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;

void SetUp(const ForecastQuestion& question, pb::WorkforceProblem* problem) {
  const v1::GetWorkforceForecastRequest& request = question.request;
  problem->set_months(question.horizon.months);
  problem->set_first_month(absl::FormatCivilTime(question.horizon.first()));
  if (request.has_confidence()) problem->set_confidence(request.confidence());
  if (request.has_paths()) problem->set_paths(request.paths());
  problem->set_training_plan(request.training_plan());
  *problem->mutable_scenarios() = request.scenarios();
}

// In the order of Staff::people, which is that of the problem's posts.
void AddLearning(const Staff& staff, const Learners& learners,
                 const std::map<PostKey, Evidence>& evidence, pb::WorkforceProblem* problem) {
  int place = 0;
  for (const auto& [key, people] : staff.people) {
    pb::WorkforcePost* const post = problem->mutable_posts(place++);
    const Learning& learning = learners.posts.at(key);
    post->set_trained(learning.trained);
    post->mutable_intakes()->Add(learning.intakes.begin(), learning.intakes.end());
    post->mutable_expiring()->Add(learning.expiring.begin(), learning.expiring.end());
    const auto known = evidence.find(key);
    if (known != evidence.end()) SetEvidence(known->second, post);
  }
  for (auto& role : *problem->mutable_roles()) role.set_validity_months(learners.validity_months);
}

void TellRenewals(const pb::WorkforceProblem& problem, Notes& notes) {
  for (const auto& role : problem.roles()) {
    int expiring = 0;
    for (const auto& post : problem.posts()) {
      if (post.role() != role.id()) continue;
      for (int people : post.expiring()) expiring += people;
    }
    if (expiring == 0 || role.has_refreshed()) continue;
    notes.assumed.push_back(absl::StrCat("The ", expiring, " competences of staff group ",
                                         role.id(),
                                         " that lapse within the months looked at are renewed in "
                                         "time."));
  }
}

absl::Status Gather(Clients& clients, const ForecastQuestion& question,
                    pb::WorkforceProblem* problem, Notes& notes) {
  SetUp(question, problem);
  const absl::CivilDay day = question.horizon.day;
  ASSIGN_OR_RETURN(auto practices, PracticesOn(clients, question.programme, day));
  Posts posts(clients, question.programme, day, std::move(practices));
  RETURN_IF_ERROR(posts.Count());
  ASSIGN_OR_RETURN(const Staff staff, ListStaff(clients, question, posts, notes));
  AddPosts(question, staff, problem);
  ASSIGN_OR_RETURN(const Learners learners, ListLearners(clients, question, staff, posts, notes));
  ASSIGN_OR_RETURN(const auto evidence, StaffEvidence(clients, question, staff, notes));
  AddLearning(staff, learners, evidence, problem);
  TellRenewals(*problem, notes);
  RETURN_IF_ERROR(AddMorePeople(question, staff, problem, notes));
  RETURN_IF_ERROR(AddTrainers(clients, question, learners, problem, notes));
  ASSIGN_OR_RETURN(const Support support, AddFacilitators(clients, question, problem, notes));
  AddStarts(question, staff, support, problem, notes);
  return absl::OkStatus();
}

// That of core days, where none is given and they grant one.
absl::Status FindCompetence(Clients& clients, ForecastQuestion& question) {
  if (!question.request.competence().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto competences, CoreCompetences(clients, question.programme));
  if (competences.size() != 1) {
    return InvalidField("competence", "", "the competence in question, as courses name it");
  }
  question.request.set_competence(*competences.begin());
  return absl::OkStatus();
}

std::string MonthNamed(const ForecastQuestion& question, int month) {
  return absl::FormatCivilTime(question.horizon.first() + month);
}

// How many of the posts meet their target in the last month.
std::string CoverInWords(const ForecastQuestion& question, const pb::WorkforceProblem& problem,
                         const pb::ForecastWorkforceResponse& forecast) {
  const double confidence = problem.has_confidence() ? problem.confidence() : 0.9;
  int met = 0;
  for (const pb::PostForecast& post : forecast.posts()) {
    met += post.months(post.months_size() - 1).reach() >= confidence;
  }
  return absl::StrFormat(
      "At the end of %s, %d of %d staff groups of steering groups are trained to their target with "
      "a chance of %.3g %% or more.",
      MonthNamed(question, problem.months() - 1), met, forecast.posts_size(), 100 * confidence);
}

void TellRecruits(const ForecastQuestion& question, const pb::WorkforceProblem& problem,
                  v1::WorkforceForecast* reply) {
  const pb::ForecastWorkforceResponse& forecast = reply->forecast();
  for (const auto& one : forecast.recruit()) reply->add_answers(one.sentence());
  std::map<std::string, std::set<int>> unmet;
  for (const auto& one : forecast.unmet()) unmet[one.pool()].insert(one.month());
  for (const auto& [pool, months] : unmet) {
    reply->add_answers(absl::StrCat("In ", months.size(), " months, the first of them ",
                                    MonthNamed(question, *months.begin()), ", there are too few ",
                                    pool, " whoever is recruited."));
  }
  const bool known = !problem.trainers().empty() || !problem.facilitators().empty();
  if (known && forecast.recruit().empty() && unmet.empty()) {
    reply->add_answers("Nobody has to be recruited for what is promised and asked to start.");
  }
}

}  // namespace

absl::StatusOr<v1::WorkforceForecast> GetWorkforceForecast(
    Clients& clients, const rpc::Call& call, const v1::GetWorkforceForecastRequest& request) {
  ASSIGN_OR_RETURN(ForecastQuestion question, CheckQuestion(request, call.now));
  RETURN_IF_ERROR(FindCompetence(clients, question));
  Notes notes;
  v1::WorkforceForecast reply;
  RETURN_IF_ERROR(Gather(clients, question, reply.mutable_problem(), notes));
  pb::ForecastWorkforceRequest ask;
  ask.set_parent(question.programme);
  *ask.mutable_problem() = reply.problem();
  ask.set_seed(request.seed());
  ASSIGN_OR_RETURN(
      *reply.mutable_forecast(),
      Ask(*clients.workforce, &pb::WorkforceService::Stub::ForecastWorkforce, ask, call.deadline));
  reply.set_competence(question.request.competence());
  reply.set_as_of_date(absl::FormatCivilTime(question.horizon.day));
  for (const auto& start : reply.forecast().earliest_starts()) reply.add_answers(start.sentence());
  TellRecruits(question, reply.problem(), &reply);
  reply.add_answers(CoverInWords(question, reply.problem(), reply.forecast()));
  reply.mutable_assumed()->Add(notes.assumed.begin(), notes.assumed.end());
  reply.mutable_missing()->Add(notes.missing.begin(), notes.missing.end());
  return reply;
}

}  // namespace pcsp::gateway
