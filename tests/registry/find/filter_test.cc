#include "services/registry/domain/find/filter.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The tree with every bracket shown: "(and (kind = A) (not (within [x])))".
std::string Shown(const FilterNode& node) {
  const auto children = [&] {
    return absl::StrJoin(node.children, " ", [](std::string* out, const FilterNode& child) {
      out->append(Shown(child));
    });
  };
  switch (node.type) {
    case FilterNode::Type::kAnd:
      return absl::StrCat("(and ", children(), ")");
    case FilterNode::Type::kOr:
      return absl::StrCat("(or ", children(), ")");
    case FilterNode::Type::kNot:
      return absl::StrCat("(not ", children(), ")");
    case FilterNode::Type::kCall:
      return absl::StrCat("(", node.name.text, " [", node.value.text, "])");
    case FilterNode::Type::kComparison:
      break;
  }
  return absl::StrCat("(", node.name.text, " ", Sign(node.op), " ", node.value.quoted ? "'" : "",
                      node.value.text, ")");
}

TEST(ParseFilter, FollowsTheGrammar) {
  struct Case {
    const char* text;
    const char* shown;
  };
  const Case cases[] = {
      {"", "(and )"},
      {" \t\n ", "(and )"},
      {"a=1", "(a = 1)"},
      {"a != 1", "(a != 1)"},
      {"a<1", "(a < 1)"},
      {"a <= 1", "(a <= 1)"},
      {"a>1", "(a > 1)"},
      {"a >= 1", "(a >= 1)"},
      {"a:1", "(a : 1)"},
      {"a:*", "(a : *)"},
      {"a = \"x y\"", "(a = 'x y)"},
      {"a = 'it\\'s \"so\"'", "(a = 'it's \"so\")"},
      {"a = \"\\\\\"", "(a = '\\)"},
      {"a = \"\"", "(a = ')"},
      {"a = 'AND'", "(a = 'AND)"},
      {"a = 2024-01-01", "(a = 2024-01-01)"},
      {"a = Tŷ", "(a = Tŷ)"},
      {"a=1 AND b=2 AND c=3", "(and (a = 1) (b = 2) (c = 3))"},
      {"a=1 OR b=2", "(or (a = 1) (b = 2))"},
      {"a=1 AND b=2 OR c=3", "(and (a = 1) (or (b = 2) (c = 3)))"},
      {"(a=1 AND b=2) OR c=3", "(or (and (a = 1) (b = 2)) (c = 3))"},
      {"NOT a=1", "(not (a = 1))"},
      {"-a=1", "(not (a = 1))"},
      {"-(a=1 OR b=2)", "(not (or (a = 1) (b = 2)))"},
      {"NOT a=1 AND b=2", "(and (not (a = 1)) (b = 2))"},
      {"a=1 AND NOT within(x)", "(and (a = 1) (not (within [x])))"},
      {"within(\"programmes/p/organisations/x\")", "(within [programmes/p/organisations/x])"},
      {"((a=1))", "(a = 1)"},
      {"a=-1", "(a = -1)"},
  };
  for (const Case& c : cases) {
    const auto filter = ParseFilter(c.text);
    ASSERT_OK(filter) << c.text;
    EXPECT_EQ(Shown(*filter), c.shown) << c.text;
  }
}

TEST(ParseFilter, SaysWhereItGoesWrongWhatStandsThereAndWhatShould) {
  struct Case {
    const char* text;
    const char* given;
    const char* expected;
  };
  const Case cases[] = {
      {"kind", "the end", "at character 5 =, !=, <, <=, >, >= or : after kind"},
      {"kind =", "the end", "at character 7 a value"},
      {"kind = AND", "AND", "at character 8 a value"},
      {"= 1", "=", "at character 1 a field or a function"},
      {"\"surgery\"", "surgery", "at character 1 a field or a function"},
      {"a=1 AND", "the end", "at character 8 a field or a function"},
      {"a=1 AND AND b=2", "AND", "at character 9 a field or a function"},
      {"a=1 and b=2", "and", "at character 5 in capitals: AND, OR or the end"},
      {"(a=1 or b=2)", "or", "at character 6 in capitals: AND, OR or )"},
      {"a = two words", "words",
       "at character 9 quotes around a value with spaces, or AND, OR or the end"},
      {"(a=1", "the end", "at character 5 AND, OR or )"},
      {"a=1)", ")", "at character 4 AND, OR or the end"},
      {"a=1, b=2", ",", "at character 4 AND, OR or the end"},
      {"a ! b", "!", "at character 3 =, !=, <, <=, >, >= or : after a"},
      {"Tŷ = 'Tŷ", "'Tŷ", "at character 6 a string that ends with the quote that it begins with"},
      {"Tŷ = Tŷ !", "!", "at character 9 AND, OR or the end"},
      {"within()", ")", "at character 8 a value"},
      {"within(a, b)", ",", "at character 9 )"},
      {"()", ")", "at character 2 a field or a function"},
      {"NOT", "the end", "at character 4 a field or a function"},
      {"NOT NOT a=1", "NOT", "at character 5 a field or a function"},
      {"a=1=2", "=", "at character 4 AND, OR or the end"},
  };
  for (const Case& c : cases) {
    const auto filter = ParseFilter(c.text);
    ASSERT_FALSE(filter.ok()) << c.text;
    const auto detail = ErrorDetailOf(filter.status());
    ASSERT_EQ(detail->violations.size(), 1u);
    EXPECT_EQ(detail->violations[0], (Violation{"filter", c.given, c.expected})) << c.text;
  }
}

TEST(ParseFilter, IsBounded) {
  const auto nested = [](int depth) {
    return std::string(depth, '(') + "a=1" + std::string(depth, ')');
  };
  EXPECT_OK(ParseFilter(nested(8)));
  const auto deep = ParseFilter(nested(9));
  EXPECT_THAT(ViolatedFields(deep.status()), ElementsAre("filter"));
  EXPECT_THAT(deep.status().message(), HasSubstr("at character 9 at most 8 levels"));
  EXPECT_FALSE(ParseFilter(std::string(1900, '(')).ok());

  const auto terms = [](int count) {
    return absl::StrJoin(std::vector<std::string>(count, "a=1"), " OR ");
  };
  EXPECT_OK(ParseFilter(terms(50)));
  EXPECT_THAT(ParseFilter(terms(51)).status().message(), HasSubstr("at most 50 comparisons"));

  EXPECT_OK(ParseFilter("a='" + std::string(1996, 'x') + "'"));
  EXPECT_THAT(ParseFilter("a='" + std::string(1997, 'x') + "'").status().message(),
              HasSubstr("at most 2000 bytes"));
}

// Whatever is given, the answer is a tree or a place within the text.
TEST(ParseFilter, TakesAnyText) {
  const char* const pieces[] = {"kind", "=",   "\"", "'", "\\",      "(", ")",  "AND",
                                "OR",   "NOT", "-",  "a", "ŷ",       " ", "<",  ">",
                                ":",    "*",   "!",  ",", "within(", "1", "x'y"};
  std::mt19937 random(7);
  int sound = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = random() % 12; i >= 0; --i) text += pieces[random() % std::size(pieces)];
    const auto filter = ParseFilter(text);
    if (filter.ok()) {
      ++sound;
      continue;
    }
    const Violation violation = ErrorDetailOf(filter.status())->violations.at(0);
    int position = 0;
    ASSERT_EQ(sscanf(violation.expected.c_str(), "at character %d", &position), 1) << text;
    EXPECT_GE(position, 1) << text;
    EXPECT_LE(position, static_cast<int>(text.size()) + 1) << text;
  }
  EXPECT_GT(sound, 10) << "some of it is sound";
}

}  // namespace
}  // namespace pcsp::registry
