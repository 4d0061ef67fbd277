#include "services/planning/domain/library/search.h"

#include "gmock/gmock.h"
#include "tests/planning/catalogues.h"

namespace pcsp::planning {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

Solution Letter() {
  Solution solution;
  solution.id = "letter";
  solution.title = "Send the preparation letter early";
  solution.action = "Reception posts the letter with the appointment";
  solution.source = "programme experience";
  return solution;
}

TEST(SearchTest, EveryWordMustBeFoundSomewhere) {
  EXPECT_GT(Relevance(Letter(), "letter reception"), 0);
  EXPECT_EQ(Relevance(Letter(), "letter dentist"), 0);
}

TEST(SearchTest, CaseAndPunctuationDoNotMatter) {
  EXPECT_EQ(Relevance(Letter(), "LETTER, early!"), Relevance(Letter(), "letter early"));
}

TEST(SearchTest, ForgivesSlipsByTheLengthOfTheWord) {
  EXPECT_GT(Relevance(Letter(), "lettre"), 0);        // swapped
  EXPECT_GT(Relevance(Letter(), "leter"), 0);         // left out
  EXPECT_GT(Relevance(Letter(), "prepparatoin"), 0);  // two slips in a long word
  EXPECT_EQ(Relevance(Letter(), "lxtxr"), 0);         // two in a short one
  EXPECT_EQ(Relevance(Letter(), "erl"), 0);           // none in three letters
  EXPECT_LT(Relevance(Letter(), "leter"), Relevance(Letter(), "letter"));
}

TEST(SearchTest, TheTitleCountsMost) {
  EXPECT_GT(Relevance(Letter(), "early"), Relevance(Letter(), "posts"));
  EXPECT_GT(Relevance(Letter(), "posts"), Relevance(Letter(), "experience"));
}

TEST(SearchTest, FindsInTheCatalogueWhatPeopleAskFor) {
  std::vector<const Solution*> all;
  for (const Solution& s : testing::ShippedCatalogue().solutions()) all.push_back(&s);
  for (const char* query : {"champion", "letter", "steering group", "recepton", "template"}) {
    EXPECT_THAT(Search(all, query, 5), Not(IsEmpty())) << query;
  }
  EXPECT_EQ(Search(all, "team", 3).size(), 3u);
}

}  // namespace
}  // namespace pcsp::planning
