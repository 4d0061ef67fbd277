#include "gateway/flows/in_post/trained.h"

#include <utility>

#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::Competence;
using planning::v1::TrainingService;

constexpr absl::Duration kPage = absl::Seconds(10);

std::vector<Post> PostsOf(const Competence& competence, const Posts& posts) {
  return posts.Of(competence.participant(), competence.practice(), competence.staff_group());
}

}  // namespace

absl::StatusOr<Competences> ListCompetences(Clients& clients, const std::string& programme,
                                            const std::string& competence, absl::CivilDay day) {
  planning::v1::ListCompetencesRequest list;
  list.set_parent(programme);
  list.set_competence(competence);
  list.set_as_of_date(absl::FormatCivilTime(day));
  Competences all;
  RETURN_IF_ERROR(EachPage(*clients.training, &TrainingService::Stub::ListCompetences, list, kPage,
                           [&all](auto& page) {
                             for (Competence& one : *page.mutable_competences()) {
                               all.push_back(std::move(one));
                             }
                           }));
  return all;
}

std::vector<std::string> ParticipantsOf(const Competences& competences) {
  std::set<std::string> participants;
  for (const Competence& one : competences) participants.insert(one.participant());
  return {participants.begin(), participants.end()};
}

Competences InPost(const Competences& competences, const Posts& posts) {
  Competences placed;
  for (const Competence& one : competences) {
    for (Post& post : PostsOf(one, posts)) {
      Competence& there = placed.emplace_back(one);
      there.set_practice(std::move(post.practice));
      there.set_staff_group(post.group);
    }
  }
  return placed;
}

void TellPosts(const Competences& competences, const Posts& posts,
               planning::v1::GetCoverageRequest& request) {
  std::set<std::string> told;
  for (const Competence& one : competences) {
    const std::vector<Post> now = PostsOf(one, posts);
    if (now == std::vector<Post>{{one.practice(), one.staff_group()}}) continue;
    if (!told.insert(one.participant()).second) continue;
    if (now.empty()) request.add_posts()->set_participant(one.participant());
    for (const Post& post : now) {
      planning::v1::StaffPost& added = *request.add_posts();
      added.set_participant(one.participant());
      added.set_practice(post.practice);
      added.set_staff_group(post.group);
    }
  }
}

absl::StatusOr<std::set<std::string>> PracticesOn(Clients& clients, const std::string& programme,
                                                  absl::CivilDay day) {
  registry::v1::ListSitesRequest list;
  list.set_parent(programme);
  list.set_as_of_date(absl::FormatCivilTime(day));
  std::set<std::string> practices;
  RETURN_IF_ERROR(EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSites, list,
                           kPage, [&practices](const auto& page) {
                             for (const auto& site : page.sites()) {
                               if (site.level() != type::v1::LEVEL_PRACTICE) continue;
                               practices.insert(site.organisation());
                             }
                           }));
  return practices;
}

}  // namespace pcsp::gateway
