#include "gateway/rest/path_template.h"

#include "gateway/rest/nearest_paths.h"
#include "gateway/rest/percent.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

using ::pcsp::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(PathTemplate, ReadsVariablesAndVerb) {
  const auto path = ParsePathTemplate("/v1/{wave.name=programmes/*/waves/*}/**:close");
  ASSERT_OK(path);
  EXPECT_EQ(path->verb, "close");
  EXPECT_EQ(path->segments.size(), 6u);
  ASSERT_EQ(path->variables.size(), 1u);
  EXPECT_THAT(path->variables[0].field_path, ElementsAre("wave", "name"));
  EXPECT_EQ(path->variables[0].begin, 1u);
  EXPECT_EQ(path->variables[0].end, 5u);
  EXPECT_FALSE(path->variables[0].one_segment);
}

TEST(PathTemplate, TellsOneSegmentFromSeveral) {
  const auto path = ParsePathTemplate("/v1/{a}/{b=*}/{c=x/*}/{d=**}");
  ASSERT_OK(path);
  EXPECT_TRUE(path->variables[0].one_segment);
  EXPECT_TRUE(path->variables[1].one_segment);
  EXPECT_FALSE(path->variables[2].one_segment);
  EXPECT_FALSE(path->variables[3].one_segment);
}

TEST(PathTemplate, RefusesWhatTheGrammarDoesNotHave) {
  for (const char* bad :
       {"", "v1", "/", "/v1/", "/v1//x", "/v1/{name", "/v1/{}", "/v1/{a.}", "/v1/{a={b}}",
        "/v1/**/x", "/v1/x:", "/v1/x:a:b", "/v1/x y", "/v1/{a=}", "/v1/x?y"}) {
    EXPECT_FALSE(ParsePathTemplate(bad).ok()) << bad;
  }
}

TEST(Percent, DecodesAsTheRuleSays) {
  EXPECT_EQ(DecodeSegment("a%20b%2Fc", Slashes::kDecode), "a b/c");
  EXPECT_EQ(DecodeSegment("a%20b%2Fc%2fd", Slashes::kKeepEncoded), "a b%2Fc%2fd");
  EXPECT_EQ(DecodeSegment("caf%C3%A9+", Slashes::kDecode), "caf\xC3\xA9+");
  for (const char* bad : {"%", "%4", "%zz", "%C3", "%FF", "%00", "%ED%A0%80", "\xC3"}) {
    EXPECT_EQ(DecodeSegment(bad, Slashes::kDecode), std::nullopt) << bad;
  }
}

TEST(Percent, ReadsQueries) {
  const auto query = ParseQuery("a=1&b=x+y%26z&&c&d=&e=f=g");
  ASSERT_OK(query);
  EXPECT_THAT(*query, ElementsAre(Pair("a", "1"), Pair("b", "x y&z"), Pair("c", ""), Pair("d", ""),
                                  Pair("e", "f=g")));
  EXPECT_EQ(pcsp::testing::ReasonOf(ParseQuery("a=%ff").status()), "MALFORMED_QUERY");
}

}  // namespace
}  // namespace pcsp::rest
