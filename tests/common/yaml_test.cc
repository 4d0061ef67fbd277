#include "common/text/yaml.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/support/status_matchers.h"

namespace pcsp::text {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

enum class Colour { kRed, kBlue };
constexpr std::pair<absl::string_view, Colour> kColours[] = {{"red", Colour::kRed},
                                                             {"blue", Colour::kBlue}};

Document Parsed(absl::string_view text) {
  absl::StatusOr<Document> document = ParseYaml(text, "test.yaml");
  EXPECT_OK(document);
  return std::move(document).value();
}

TEST(Yaml, ReadsEveryKindOfValue) {
  Document document = Parsed(R"(
id: practice
count: 3
share: .25
on: true
colour: blue
codes: ["1", 2, nr_role]
links: [[issue, usually, 10], [other, 0.5]]
weights: [1, 2.5]
scales:
  agreement: { kind: likert }
  slider: { kind: 0-10 }
text: >
  two
  lines
empty:
)");
  Node root = document.root();
  EXPECT_EQ(root["id"].String(), "practice");
  EXPECT_EQ(root["count"].Int(1, 5), 3);
  EXPECT_EQ(root["share"].Double(0, 1), 0.25);
  EXPECT_TRUE(root["on"].Bool());
  EXPECT_EQ(root["colour"].Enum(kColours), Colour::kBlue);
  EXPECT_THAT(root["codes"].Strings(), ElementsAre("1", "2", "nr_role"));
  const auto links = root["links"].List();
  ASSERT_EQ(links.size(), 2u);
  const auto first = links[0].List(), second = links[1].List();
  EXPECT_EQ(first[1].String(), "usually");
  EXPECT_EQ(second[1].Double(0, 1), 0.5);
  EXPECT_THAT(root["weights"].Doubles(), ElementsAre(1, 2.5));
  std::vector<std::string> kinds;
  for (const auto& [name, scale] : root["scales"].Map()) {
    kinds.push_back(name + "=" + scale["kind"].String());
  }
  EXPECT_THAT(kinds, ElementsAre("agreement=likert", "slider=0-10"));
  EXPECT_EQ(root["text"].String(), "two lines\n");
  EXPECT_FALSE(root["empty"].present());
  EXPECT_OK(document.Finish());
}

TEST(Yaml, TakesDefaultsForWhatIsAbsentOrNull) {
  Document document = Parsed("a: ~\nb:\n");
  Node root = document.root();
  EXPECT_EQ(root["a"].StringOr("x"), "x");
  EXPECT_EQ(root["b"].IntOr(7), 7);
  EXPECT_EQ(root["c"].DoubleOr(.5), .5);
  EXPECT_TRUE(root["c"].BoolOr(true));
  EXPECT_EQ(root["c"].EnumOr(Colour::kBlue, kColours), Colour::kBlue);
  EXPECT_THAT(root["c"].ListOr(), IsEmpty());
  EXPECT_THAT(root["c"].MapOr(), IsEmpty());
  EXPECT_THAT(root["c"].StringsOr(), IsEmpty());
  EXPECT_OK(document.Finish());
}

TEST(Yaml, CollectsEveryFaultWithItsPathAndPlace) {
  Document document = Parsed(R"(items:
  - code: a
    score: five
    extra: 1
  - score: "5"
    colour: green
    on: yes
share: 1.5
names: { not: a list }
)");
  Node root = document.root();
  for (const Node& item : root["items"].List()) {
    item["code"].String();
    item["score"].Int();
    item["colour"].EnumOr(Colour::kRed, kColours);
    item["on"].BoolOr(false);
  }
  root["share"].Double(0, 1);
  root["names"].Strings();
  root["missing"]["inner"].String();
  root["missing"]["other"].String();
  const absl::Status status = document.Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(status, HasReason("INVALID_CONTENT"));
  EXPECT_THAT(ViolatedFields(status),
              ElementsAre("items[0].score", "items[1].code", "items[1].score", "items[1].colour",
                          "items[1].on", "share", "names", "missing", "items[0].extra"));
  const auto detail = ErrorDetailOf(status);
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->violations[0].given, "five");
  EXPECT_EQ(detail->violations[0].expected, "a whole number (test.yaml:3:12)");
  EXPECT_EQ(detail->violations[3].expected, "one of red, blue (test.yaml:6:13)");
  EXPECT_EQ(detail->violations[5].expected, "a number from 0 to 1 (test.yaml:8:8)");
  EXPECT_THAT(std::string(status.message()), HasSubstr("test.yaml: items[0].score"));
}

TEST(Yaml, ReportsAScalarWhereAMapBelongsOnce) {
  Document document = Parsed("items: [plain, {code: b}]");
  for (const Node& item : document.root()["items"].List()) {
    item["code"].String();
    item["score"].IntOr(0);
  }
  EXPECT_THAT(ViolatedFields(document.Finish()), ElementsAre("items[0]"));
}

TEST(Yaml, RefusesNumbersThatAreNotFinite) {
  for (const char* bad : {".inf", "nan", "1e999", "0x10", "1_000", ""}) {
    Document document = Parsed(std::string("v: ") + bad);
    document.root()["v"].Double();
    EXPECT_THAT(ViolatedFields(document.Finish()), ElementsAre("v")) << bad;
  }
}

TEST(Yaml, RefusesMalformedFiles) {
  for (const char* bad : {"a: [1", "a: 1\na: 2", "a: &x 1\nb: *x", "[a]: 1", "~: 1",
                          "a: 1\n---\nb: 2", "a:\n\t- tab", "\"unfinished"}) {
    EXPECT_THAT(ParseYaml(bad, "bad.yaml").status(), HasReason("INVALID_CONTENT")) << bad;
  }
  const std::string deep(10'000, '[');
  EXPECT_THAT(ParseYaml(deep, "deep.yaml").status(), HasReason("INVALID_CONTENT"));
  EXPECT_THAT(ParseYaml("a: 1\na: 2", "bad.yaml").status().message(),
              HasSubstr("bad.yaml: line 2"));
}

TEST(Yaml, AnEmptyFileIsAnAbsentMap) {
  Document document = Parsed("# nothing\n");
  document.root()["id"].String();
  EXPECT_THAT(ViolatedFields(document.Finish()), ElementsAre(""));
}

TEST(Json, ReadsThroughTheSameReader) {
  auto document =
      ParseJson(R"({"a": 1, "b": -2.5e3, "c": true, "d": null, "e": "\u00e9\ud83d\ude00",
                                "l": [1, {"x": "y"}]})",
                "test.json");
  ASSERT_OK(document);
  Node root = document->root();
  EXPECT_EQ(root["a"].Int(), 1);
  EXPECT_EQ(root["b"].Double(), -2500);
  EXPECT_TRUE(root["c"].Bool());
  EXPECT_FALSE(root["d"].present());
  EXPECT_EQ(root["e"].String(), "\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(root["l"].List()[1]["x"].String(), "y");
  EXPECT_OK(document->Finish());
}

TEST(Json, RefusesMalformedFiles) {
  for (const char* bad : {"", "{", "{\"a\":1,\"a\":2}", "[1,]", "{} {}", "nul", "\"\xFF\""}) {
    EXPECT_THAT(ParseJson(bad, "bad.json").status(), HasReason("INVALID_CONTENT")) << bad;
  }
  EXPECT_THAT(ParseJson(std::string(100'000, '['), "deep.json").status(),
              HasReason("INVALID_CONTENT"));
}

TEST(ContentFile, ChoosesByNameAndSaysWhatIsMissing) {
  const std::string folder = ::testing::TempDir();
  std::ofstream(folder + "/content.json") << "{\"a\": \"b\"}";
  auto document = ReadContentFile(folder + "/content.json");
  ASSERT_OK(document);
  EXPECT_EQ(document->root()["a"].String(), "b");
  EXPECT_THAT(ReadContentFile(folder + "/absent.yaml").status(), HasReason("CONTENT_NOT_FOUND"));
  EXPECT_THAT(ReadContentFile(folder).status(), HasReason("CONTENT_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::text
