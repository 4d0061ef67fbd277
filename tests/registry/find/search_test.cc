#include <random>

#include "absl/strings/ascii.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/find/search_index.h"
#include "services/registry/domain/find/search_text.h"
#include "tests/registry/find/national.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kDay(2024, 6, 1);

TEST(SearchWords, KnowNoCaseAccentsOrPunctuation) {
  EXPECT_THAT(SearchWords("McKenzie House  Surgery"), ElementsAre("mckenzie", "house", "surgery"));
  EXPECT_THAT(SearchWords("Tŷ Élan, Ynys-Môn"), ElementsAre("ty", "elan", "ynys", "mon"));
  EXPECT_THAT(SearchWords("Dr. O'Brien & Partners"),
              ElementsAre("dr", "obrien", "and", "partners"));
  EXPECT_THAT(SearchWords("St. Mary’s (Branch)"), ElementsAre("st", "marys", "branch"));
  EXPECT_THAT(SearchWords("ŁÓDŹ ß ÿ"), ElementsAre("lodz", "s", "y"));
  EXPECT_THAT(SearchWords("日本"), ElementsAre("日本"));
  EXPECT_THAT(SearchWords(" -- ' . "), IsEmpty());
}

TEST(EditDistance, CountsLettersUpToABound) {
  struct Case {
    const char* a;
    const char* b;
    int distance;
  };
  const Case cases[] = {{"", "", 0},           {"a", "", 1},          {"alder", "alder", 0},
                        {"alder", "alter", 1}, {"alder", "ader", 1},  {"alder", "alderr", 1},
                        {"alder", "aldre", 1}, {"alder", "adlre", 2}, {"kitten", "sitting", 3},
                        {"ca", "abc", 3},      {"a", "bcde", 4}};
  for (const Case& c : cases) {
    EXPECT_EQ(EditDistance(c.a, c.b, 9), c.distance) << c.a << ' ' << c.b;
    EXPECT_EQ(EditDistance(c.b, c.a, 9), c.distance) << c.b << ' ' << c.a;
    EXPECT_EQ(EditDistance(c.a, c.b, 1), std::min(c.distance, 2)) << c.a << ' ' << c.b;
  }
  EXPECT_EQ(EditDistance(std::string(70, 'a'), std::string(70, 'a'), 2), 3) << "beyond any word";
}

TEST(WordSimilarity, IsHigherTheMoreTheyHaveInCommon) {
  EXPECT_EQ(WordSimilarity("surgery", "surgery"), 1);
  EXPECT_GT(WordSimilarity("surg", "surgery"), WordSimilarity("su", "surgery"));
  EXPECT_GT(WordSimilarity("surgrey", "surgery"), 0.8);
  EXPECT_GT(WordSimilarity("mckenzei", "mckenzie"), 0.8);
  EXPECT_EQ(WordSimilarity("surgery", "harbour"), 0);
  EXPECT_EQ(WordSimilarity("x", "xylophone"), 0);
  EXPECT_EQ(WordSimilarity("cat", "car"), 0) << "one of three letters makes another word";
}

GraphOrganisation Named(std::string id, std::string name, std::string code = "",
                        std::string postcode = "") {
  GraphOrganisation organisation;
  organisation.id = std::move(id);
  organisation.kind = OrganisationKind::kPractice;
  organisation.display_name = std::move(name);
  organisation.code = std::move(code);
  organisation.postcode = std::move(postcode);
  organisation.status = OrganisationStatus::kActive;
  return organisation;
}

class SearchTest : public ::testing::Test {
 protected:
  SearchTest()
      : graph_({Named("a81044", "McKenzie House Surgery", "A81044", "TS25 1QU"),
                Named("a81045", "Harbour Surgery", "A81045", "TS25 2BB"),
                Named("a81046", "The Harbour Medical Centre", "A81046", "TS1 1AA"),
                Named("b81044", "Tŷ Elli Group Practice", "B81044", "SA15 3BD"),
                Named("c1", "Surgery", "C1", ""), Named("sg", "North Steering Group"), Closed()},
               {}),
        index_(graph_) {}

  static GraphOrganisation Closed() {
    GraphOrganisation organisation = Named("old", "Old Harbour Surgery", "", "TS25 1QU");
    organisation.life.last = Date(2020, 12, 31);
    organisation.status = OrganisationStatus::kClosed;
    return organisation;
  }

  std::vector<std::string> Find(std::string text, SearchQuery query = {}) {
    query.text = std::move(text);
    query.day = kDay;
    std::vector<std::string> ids;
    for (const SearchHit& hit : index_.Search(graph_, query)) {
      ids.push_back(graph_.at(hit.organisation).id);
    }
    return ids;
  }

  SearchHit Best(const std::string& text) {
    SearchQuery query = {text, OrganisationKind::kUnspecified, kDay};
    const auto hits = index_.Search(graph_, query);
    return hits.empty() ? SearchHit() : hits.front();
  }

  const Graph graph_;
  const SearchIndex index_;
};

TEST_F(SearchTest, FindsTheRightOneHoweverItIsTyped) {
  struct Case {
    const char* text;
    const char* best;
  };
  const Case cases[] = {
      {"McKenzie House Surgery", "a81044"},
      {"surgery house MCKENZIE", "a81044"},
      {"mckenzie", "a81044"},
      {"mc kenzie", "a81044"},
      {"mckenziehouse", "a81044"},
      {"mckenzei", "a81044"},
      {"mkenzie hose", "a81044"},
      {"macenzie house surgrey", "a81044"},
      {"harbor surgery", "a81045"},
      {"harbour med", "a81046"},
      {"ty elli", "b81044"},
      {"tŷ ELI", "b81044"},
      {"a81044", "a81044"},
      {"A 81 044", "a81044"},
      {"a8104", "a81044"},
      {"b8104", "b81044"},
      {"a81o46", "a81046"},
      {"ts25 1qu", "a81044"},
      {"TS251QU", "a81044"},
      {"sa15", "b81044"},
      {"sa153bd", "b81044"},
      {"harbour ts1", "a81046"},
      {"steering", "sg"},
      {"surgery", "c1"},
  };
  for (const Case& c : cases) {
    const auto found = Find(c.text);
    ASSERT_FALSE(found.empty()) << c.text;
    EXPECT_EQ(found.front(), c.best) << c.text;
  }
}

TEST_F(SearchTest, FindsNothingInWhatIsSomethingElse) {
  for (const char* text : {"zebra", "a99", "zz99 9zz", "xx", "hospital"}) {
    EXPECT_THAT(Find(text), IsEmpty()) << text;
  }
  EXPECT_THAT(Find("..."), IsEmpty());
}

TEST_F(SearchTest, SaysWhatFitsAndHowWell) {
  EXPECT_EQ(Best("mckenzie house surgery"), (SearchHit{graph_.Find("a81044"), 1000, kFitsName}));
  EXPECT_EQ(Best("a81044"), (SearchHit{graph_.Find("a81044"), 1000, kFitsCode}));
  EXPECT_EQ(Best("sa15 3bd"), (SearchHit{graph_.Find("b81044"), 1000, kFitsPostcode}));
  EXPECT_EQ(Best("harbour ts1").fields, kFitsName | kFitsPostcode);
  EXPECT_LT(Best("harbor").score, Best("harbour").score);
  EXPECT_LT(Best("harb").score, Best("harbour").score);
}

TEST_F(SearchTest, LooksAtKindAndDay) {
  EXPECT_THAT(Find("group"), ElementsAre("sg", "b81044"));
  EXPECT_THAT(Find("group", {.kind = OrganisationKind::kPcn}), IsEmpty());
  EXPECT_THAT(Find("old harbour surgery"), ElementsAre("a81045"));
  EXPECT_EQ(Find("old harbour surgery", {.show_closed = true}).front(), "old");
}

std::string WithOneSlip(std::string text, std::mt19937& random) {
  // Within the first word, which tells a practice from the others.
  const size_t at = 1 + random() % (text.find(' ') - 2);
  switch (random() % 5) {
    case 0:
      return text.erase(at, 1);
    case 1:
      return text.insert(at, 1, static_cast<char>('a' + random() % 26));
    case 2:
      text[at] = static_cast<char>('a' + random() % 26);
      return text;
    case 3:
      std::swap(text[at], text[at + 1]);
      return text;
    default:
      return text.insert(at, 1, ' ');
  }
}

TEST(Search, FindsPracticesOfANationInSpiteOfASlip) {
  std::mt19937 random(3);
  const Graph graph(NationalPractices(random, 3000), {});
  const SearchIndex index(graph);
  int first_five = 0;
  constexpr int kRounds = 300;
  for (int round = 0; round < kRounds; ++round) {
    const GraphOrganisation& wanted = graph.at(static_cast<int>(random() % graph.size()));
    const std::string text = WithOneSlip(absl::AsciiStrToLower(wanted.display_name), random);
    const auto hits = index.Search(graph, {text, OrganisationKind::kUnspecified, kDay});
    for (size_t i = 0; i < hits.size() && i < 5; ++i) {
      if (graph.at(hits[i].organisation).display_name != wanted.display_name) continue;
      ++first_five;
      break;
    }
  }
  EXPECT_GE(first_five, kRounds * 97 / 100);
}

}  // namespace
}  // namespace pcsp::registry
