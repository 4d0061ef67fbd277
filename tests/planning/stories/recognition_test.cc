// Somebody who listens at one site, knows all that is known of every site, and knows how stories
// are told, tries to find out who tells.
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "services/planning/domain/stories/story_book.h"

namespace pcsp::planning {
namespace {

std::vector<SiteOutcome> RandomProgramme(std::mt19937& random, int sites, int systems) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::vector<SiteOutcome> all;
  for (int i = 0; i < sites; ++i) {
    SiteOutcome one;
    one.outcome.site = absl::StrCat("p", 100 + i);
    one.outcome.round = "r";
    one.outcome.issue = "i";
    one.outcome.pre = one.outcome.post = 50;
    one.outcome.post_n = 20;
    if (below(10) > 0) one.outcome.context.list_size = 2000 + below(15000);
    if (below(10) > 0) one.outcome.context.deprivation = 1 + below(10);
    if (below(10) > 0) one.outcome.context.rurality = below(4) == 0 ? 1 : 0;
    if (below(10) > 0) one.clinical_system = below(12) == 0 ? "Rare" : below(3) == 0 ? "B" : "A";
    if (below(12) > 0) one.whole_system = absl::StrCat("ws", below(systems));
    if (below(30) == 0) one.level = Level::kSteeringGroup;
    all.push_back(one);
  }
  return all;
}

SiteFacts FactsOf(const SiteOutcome& one) {
  return {one.outcome.site, one.whole_system, one.level, one.outcome.context, one.clinical_system};
}

// What `listener` is told when each of the sites, one after another, is the only one that tried.
std::map<std::string, std::set<std::string>> TellersByText(std::vector<SiteOutcome> all,
                                                           const SiteFacts& listener) {
  std::map<std::string, std::set<std::string>> tellers;
  for (SiteOutcome& one : all) {
    one.outcome.adopted = {{"a"}};
    for (const ToldStory& story : StoryBook(all).Tell({"i"}, {"a"}, listener)) {
      EXPECT_EQ(story.organisation, "");
      tellers[absl::StrCat(story.Sentence(), absl::StrJoin(story.likeness, "/"))].insert(
          one.outcome.site);
    }
    one.outcome.adopted.clear();
  }
  return tellers;
}

TEST(RecognitionTest, WhatIsToldHoldsOfFiveOthersAtLeast) {
  std::mt19937 random(20261127);
  int told = 0, said_elsewhere = 0, said_more = 0;
  for (int world = 0; world < 24; ++world) {
    const int sites = 12 + world * 3, systems = 1 + world % 4;
    const std::vector<SiteOutcome> all = RandomProgramme(random, sites, systems);
    for (size_t listening = 0; listening < all.size(); listening += 7) {
      for (const auto& [text, tellers] : TellersByText(all, FactsOf(all[listening]))) {
        ++told;
        said_elsewhere += text.find("another system") != std::string::npos ? 1 : 0;
        said_more += text.find("as well") != std::string::npos ? 1 : 0;
        EXPECT_FALSE(tellers.contains(all[listening].outcome.site));
        EXPECT_GE(tellers.size(), 6u)
            << "world " << world << ", " << all[listening].outcome.site << " hears: " << text;
      }
    }
  }
  // Something is said: silence would pass every test.
  EXPECT_GT(told, 100);
  EXPECT_GT(said_elsewhere, 20);
  EXPECT_GT(said_more, 20);
}

}  // namespace
}  // namespace pcsp::planning
