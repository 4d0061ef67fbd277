// The contract as OpenAPI: complete, of one piece, and in the forms that the door really takes.
#include "gateway/rest/openapi/openapi.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gateway/rest/openapi/paths.h"
#include "gateway/rest/openapi/schemas.h"
#include "tests/gateway/rest/product_router.h"
#include "tests/gateway/rest/shelf.pb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

const json& Product() {
  static const json document =
      json::parse(OpenApiDocument(testing::ProductRouter(), Contract::OfThisProgram(), "1.2.3"));
  return document;
}

// Its one of "shelves" is a "shelve": the product has no such plural.
Router ShelfRouter() {
  pcsp::test::rest::v1::Echo::descriptor();  // keeps the generated code linked in
  return *Router::Create(*google::protobuf::DescriptorPool::generated_pool(),
                         {"pcsp.test.rest.v1.ShelfService"});
}

const json& Shelf() {
  static const json document = json::parse(OpenApiDocument(ShelfRouter(), Contract(""), "1"));
  return document;
}

// Every value under the key "$ref".
void References(const json& value, std::set<std::string>* found) {
  if (value.is_object() && value.contains("$ref")) found->insert(value["$ref"]);
  if (!value.is_structured()) return;
  for (const json& part : value) References(part, found);
}

std::vector<std::string> ParametersIn(const json& operation, const std::string& where) {
  std::vector<std::string> names;
  for (const json& parameter : operation["parameters"]) {
    if (parameter.value("in", "") == where) names.push_back(parameter["name"]);
  }
  return names;
}

// What stands in braces.
std::vector<std::string> Braced(absl::string_view path) {
  std::vector<std::string> names;
  for (const std::string& part : std::vector<std::string>(absl::StrSplit(path, '{'))) {
    const size_t end = part.find('}');
    if (end != std::string::npos) names.push_back(part.substr(0, end));
  }
  return names;
}

TEST(OpenApi, HasEveryRouteOfTheProductOnce) {
  std::set<std::string> ids;
  size_t operations = 0;
  for (const auto& [path, verbs] : Product()["paths"].items()) {
    for (const auto& [verb, operation] : verbs.items()) {
      ++operations;
      ids.insert(operation["operationId"]);
      EXPECT_EQ(ParametersIn(operation, "path"), Braced(path)) << verb << " " << path;
      EXPECT_FALSE(operation.value("summary", "").empty()) << verb << " " << path;
      EXPECT_FALSE(operation.contains("requestBody") && verb == "get") << path;
    }
  }
  EXPECT_EQ(operations, testing::ProductRouter().routes().size());
  EXPECT_EQ(ids.size(), operations);
}

// What is referred to is there, and whatever is there has words.
TEST(OpenApi, IsOfOnePiece) {
  std::set<std::string> references;
  References(Product(), &references);
  EXPECT_GT(references.size(), 400u);
  for (const std::string& reference : references) {
    ASSERT_TRUE(absl::StartsWith(reference, "#/")) << reference;
    EXPECT_TRUE(Product().contains(json::json_pointer(reference.substr(1)))) << reference;
  }
  for (const auto& [name, schema] : Product()["components"]["schemas"].items()) {
    if (!absl::StartsWith(name, "pcsp.")) continue;
    EXPECT_FALSE(schema.value("description", "").empty()) << name;
    const json properties = schema.value("properties", json::object());
    for (const auto& [field, inner] : properties.items()) {
      EXPECT_FALSE(inner.value("description", "").empty()) << name << "." << field;
    }
  }
}

TEST(OpenApi, SpeaksInTheWordsOfTheContract) {
  const json& get =
      Product()["paths"]["/v1/programmes/{programme}/organisations/{organisation}"]["get"];
  EXPECT_EQ(get["operationId"], "RegistryService_GetOrganisation");
  EXPECT_EQ(get["tags"], json::array({"pcsp.registry.v1.RegistryService"}));
  EXPECT_EQ(get["parameters"][0]["description"],
            "Part of `name`: programmes/{programme}/organisations/{organisation}.");
  EXPECT_EQ(get["responses"]["200"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/pcsp.registry.v1.Organisation");
  EXPECT_EQ(get["responses"]["default"]["$ref"], "#/components/responses/Error");
  const std::string kinds =
      Product()["components"]["schemas"]["pcsp.registry.v1.OrganisationKind"]["description"];
  EXPECT_THAT(kinds, HasSubstr("- `ORGANISATION_KIND_PRACTICE`: "));
  EXPECT_EQ(Product()["info"]["version"], "1.2.3");
}

TEST(OpenApi, WithoutWordsIsStillWhole) {
  EXPECT_FALSE(Shelf()["paths"].empty());
  EXPECT_FALSE(Shelf()["paths"]["/v1/shelves/{shelve}/books"]["get"].contains("summary"));
}

TEST(OpenApi, OffersTheQueryThatTheDoorTakes) {
  const json& list = Shelf()["paths"]["/v1/shelves/{shelve}/books"]["get"];
  EXPECT_THAT(
      ParametersIn(list, "query"),
      ElementsAre("pageSize", "pageToken", "filter.titlePrefix", "filter.kinds",
                  "filter.author.name", "filter.author.birthYear", "kinds", "updatedAfter",
                  "readMask", "maxPages", "ratios", "showLent", "revision", "digest", "within"));
  const json& create = Shelf()["paths"]["/v1/shelves/{shelve}/books"]["post"];
  EXPECT_THAT(ParametersIn(create, "query"), ElementsAre("bookId", "requestId", "validateOnly"));
  const json& patch = Shelf()["paths"]["/v1/shelves/{shelve}/books/{book}"]["patch"];
  EXPECT_THAT(ParametersIn(patch, "query"), ElementsAre("updateMask"));
  const json& lend = Shelf()["paths"]["/v1/shelves/{shelve}/books/{book}:lend"]["post"];
  EXPECT_THAT(ParametersIn(lend, "query"), ElementsAre());
}

TEST(OpenApi, TakesFilesAndGivesDocuments) {
  const json& file = Shelf()["paths"]["/v1/shelves/{shelve}/books:import"]["post"];
  EXPECT_THAT(ParametersIn(file, "query"), ElementsAre("validateOnly", "requestId", "sizeBytes"));
  std::vector<std::string> media;
  for (const auto& [type, content] : file["requestBody"]["content"].items()) media.push_back(type);
  EXPECT_THAT(media, IsSupersetOf({"application/x-ndjson", "text/csv"}));
  const json& document = Shelf()["paths"]["/v1/shelves/{shelve}/books/{book}:print"]["get"];
  EXPECT_TRUE(document["responses"]["200"]["content"].contains("*/*"));
}

struct Form {
  const char* field;
  const char* schema;
};

TEST(OpenApi, HasTheJsonFormsOfProto3) {
  const Form table[] = {
      {"kind", R"({"$ref":"#/components/schemas/pcsp.test.rest.v1.Kind"})"},
      {"pages", R"({"type":"integer","format":"int32"})"},
      {"copies", R"({"type":"string","format":"int64","pattern":"^-?[0-9]+$"})"},
      {"edition", R"({"type":"integer","format":"int64","minimum":0,"maximum":4294967295})"},
      {"price", R"({"type":"number","format":"double"})"},
      {"cover", R"({"type":"string","format":"byte"})"},
      {"tags", R"({"type":"array","items":{"type":"string"}})"},
      {"ratings",
       R"({"type":"object","additionalProperties":{"type":"integer","format":"int32"}})"},
      {"createTime", R"({"type":"string","format":"date-time"})"},
      {"shelfMark", R"({"type":"integer","format":"int32","nullable":true})"},
      {"note", "{}"},
      {"person", R"({"type":"string","description":"At most one of `owner` is set."})"},
      {"sequel", R"({"$ref":"#/components/schemas/pcsp.test.rest.v1.Book"})"},
  };
  const json& book = Shelf()["components"]["schemas"]["pcsp.test.rest.v1.Book"]["properties"];
  for (const Form& row : table) {
    EXPECT_EQ(book[row.field], json::parse(row.schema)) << row.field;
  }
}

TEST(OpenApi, NamesOneOfACollection) {
  const std::pair<const char*, const char*> table[] = {
      {"waves", "wave"},
      {"diagnoses", "diagnosis"},
      {"people", "person"},
      {"entries", "entry"},
      {"courses", "course"},
      {"teamConsensus", "teamConsensus"},
      {"siteResults", "siteResult"},
  };
  for (const auto& [collection, one] : table) EXPECT_EQ(OneOf(collection), one);
}

}  // namespace
}  // namespace pcsp::rest
