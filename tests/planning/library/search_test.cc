#include "services/planning/domain/library/search.h"

#include <numeric>

#include "gmock/gmock.h"
#include "tests/planning/catalogues.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::Not;

Solution Letter() {
  Solution solution;
  solution.id = "letter";
  solution.title = "Send the preparation letter early";
  solution.answers = {"ca-literacy"};
  solution.action = "Reception posts the letter with the appointment";
  solution.source = "programme experience";
  return solution;
}

// What all words of the query count together.
double Sum(absl::string_view query, const IssueTitles& titles = {}) {
  const std::vector<double> relevance = Relevance(Letter(), titles, query);
  return std::accumulate(relevance.begin(), relevance.end(), 0.0);
}

TEST(SearchTest, TellsEachWordApart) {
  EXPECT_THAT(Relevance(Letter(), {}, "letter dentist"), ElementsAre(Gt(0), 0));
}

TEST(SearchTest, CaseAndPunctuationDoNotMatter) {
  EXPECT_EQ(Sum("LETTER, early!"), Sum("letter early"));
}

TEST(SearchTest, AccentsDoNotMatter) {
  Solution letter = Letter();
  letter.title = "Cyfarfod gŵyl y gaeaf";
  EXPECT_EQ(Relevance(letter, {}, "gwyl"), Relevance(letter, {}, "GŴYL"));
  EXPECT_THAT(Relevance(letter, {}, "gwyl"), ElementsAre(Gt(0)));
}

TEST(SearchTest, ForgivesSlipsByTheLengthOfTheWord) {
  EXPECT_GT(Sum("lettre"), 0);        // swapped
  EXPECT_GT(Sum("leter"), 0);         // left out
  EXPECT_GT(Sum("prepparatoin"), 0);  // two slips in a long word
  EXPECT_EQ(Sum("lxtxr"), 0);         // two in a short one
  EXPECT_EQ(Sum("erl"), 0);           // none in three letters
  EXPECT_LT(Sum("leter"), Sum("letter"));
}

TEST(SearchTest, TheTitleCountsMost) {
  EXPECT_GT(Sum("early"), Sum("posts"));
  EXPECT_GT(Sum("posts"), Sum("experience"));
}

TEST(SearchTest, FindsByTheTitleOfAnIssue) {
  const IssueTitles titles = {{"ca-literacy", "Forms do not reach everybody"},
                              {"other", "Nobody has a dentist"}};
  EXPECT_EQ(Sum("everybody", {}), 0);
  EXPECT_EQ(Sum("everybody", titles), Sum("posts")) << "as much as what is done";
  EXPECT_EQ(Sum("dentist", titles), 0) << "an issue that it does not answer";
}

TEST(SearchTest, FindsByThePrincipleThatItKeepsAndByItsMaterials) {
  Solution letter = Letter();
  letter.core_functions = {{"early", "The letter comes first."}};
  letter.boundaries["early"] = {Negotiable::kNever, {"partnership", "It is a partnership."}};
  letter.materials = {{"Leaflet of the ward", "https://example.org"}};
  EXPECT_THAT(Relevance(letter, {}, "partnershp leaflet"), ElementsAre(Gt(0), Gt(0)));
}

class SearchManyTest : public ::testing::Test {
 protected:
  SearchManyTest() {
    for (const auto& [id, title] :
         std::vector<std::pair<std::string, std::string>>{{"a", "Write a letter"},
                                                          {"b", "Write a letter in braille"},
                                                          {"c", "Write to parents"},
                                                          {"d", "Talk to parents"},
                                                          {"e", "Write a poster"}}) {
      Solution& one = solutions_.emplace_back();
      one.id = id;
      one.title = title;
    }
  }
  FoundSolutions Found(absl::string_view query, size_t most = 10) const {
    std::vector<const Solution*> all;
    for (const Solution& one : solutions_) all.push_back(&one);
    return Search(all, {}, query, most);
  }
  std::vector<std::string> Ids(absl::string_view query) const {
    std::vector<std::string> ids;
    for (const Solution* one : Found(query).solutions) ids.push_back(one->id);
    return ids;
  }

  std::vector<Solution> solutions_;
};

TEST_F(SearchManyTest, WhatHasEveryWordLeavesOutTheRest) {
  EXPECT_THAT(Ids("write letter"), ElementsAre("a", "b"));
  EXPECT_FALSE(Found("write letter").partial);
}

// "braille" is rare and "write" is not.
TEST_F(SearchManyTest, WithoutAnyThatHasEveryWordRareWordsDecide) {
  EXPECT_THAT(Ids("write braille dentist"), ElementsAre("b"));
  EXPECT_THAT(Ids("write dentist"), ElementsAre("a", "b", "c", "e"));
  EXPECT_TRUE(Found("write dentist").partial);
}

TEST_F(SearchManyTest, NothingIsNotPartial) {
  EXPECT_THAT(Found("dentist").solutions, IsEmpty());
  EXPECT_FALSE(Found("dentist").partial);
}

TEST(SearchTest, FindsInTheCatalogueWhatPeopleAskFor) {
  std::vector<const Solution*> all;
  const Catalogue& shipped = testing::ShippedCatalogue();
  for (const Solution& s : shipped.solutions()) all.push_back(&s);
  for (const char* query :
       {"champion", "letter", "steering group", "recepton", "template",
        "staff too worn out to look back", "how do we get the partners on board"}) {
    EXPECT_THAT(Search(all, shipped.issue_titles(), query, 5).solutions, Not(IsEmpty())) << query;
  }
  EXPECT_EQ(Search(all, shipped.issue_titles(), "team", 3).solutions.size(), 3u);
}

}  // namespace
}  // namespace pcsp::planning
