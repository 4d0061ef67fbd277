#include "gateway/flows/in_post/held_competences.h"

#include <set>
#include <utility>

#include "gateway/flows/in_post/trained.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::Competence;
using planning::v1::TrainingService;

// Of all practices, whichever is asked for: people are found there who came from another.
planning::v1::ListCompetencesRequest PageOf(const v1::ListHeldCompetencesRequest& request) {
  planning::v1::ListCompetencesRequest list;
  list.set_parent(request.parent());
  list.set_page_size(request.page_size());
  list.set_page_token(request.page_token());
  list.set_as_of_date(request.as_of_date());
  if (request.has_due_within_days()) list.set_due_within_days(request.due_within_days());
  list.set_competence(request.competence());
  list.set_state(request.state());
  return list;
}

}  // namespace

absl::StatusOr<v1::ListHeldCompetencesResponse> ListHeldCompetences(
    Clients& clients, const rpc::Call& call, const v1::ListHeldCompetencesRequest& request) {
  ASSIGN_OR_RETURN(const auto page, Ask(*clients.training, &TrainingService::Stub::ListCompetences,
                                        PageOf(request), call.deadline));
  const Competences all(page.competences().begin(), page.competences().end());
  absl::CivilDay day;
  // What services write is a day.
  (void)absl::ParseCivilTime(page.as_of_date(), &day);
  ASSIGN_OR_RETURN(auto practices, PracticesOn(clients, request.parent(), day));
  Posts posts(clients, request.parent(), day, std::move(practices));
  RETURN_IF_ERROR(posts.Read(ParticipantsOf(all)));
  v1::ListHeldCompetencesResponse reply;
  reply.set_as_of_date(page.as_of_date());
  reply.set_next_page_token(page.next_page_token());
  std::set<std::pair<std::string, std::string>> kept;
  for (Competence& one : InPost(all, posts)) {
    kept.emplace(one.participant(), one.competence());
    if (!request.practice().empty() && one.practice() != request.practice()) continue;
    *reply.add_competences() = std::move(one);
  }
  reply.set_left_out(static_cast<int>(all.size() - kept.size()));
  return reply;
}

}  // namespace pcsp::gateway
