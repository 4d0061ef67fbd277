#include "gateway/rest/router.h"

#include "google/api/annotations.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/text_format.h"
#include "tests/gateway/rest/shelf.pb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const google::protobuf::DescriptorPool& Pool() {
  // Touches the generated code, so that the linker keeps it.
  pcsp::test::rest::v1::Echo::descriptor();
  return *google::protobuf::DescriptorPool::generated_pool();
}

Router ShelfRouter() {
  auto router = Router::Create(Pool(), {"pcsp.test.rest.v1.ShelfService"});
  EXPECT_OK(router);
  return *std::move(router);
}

struct MatchCase {
  const char* method;
  const char* path;
  const char* rpc;
  std::vector<std::string> values;
};

TEST(Router, FindsTheMethod) {
  const Router router = ShelfRouter();
  const MatchCase cases[] = {
      {"GET", "/v1/shelves/a/books/b", "GetBook", {"shelves/a/books/b"}},
      {"HEAD", "/v1/shelves/a/books/b", "GetBook", {"shelves/a/books/b"}},
      {"GET", "/v1/isbn/978%2F0", "GetBook", {"978/0"}},
      {"GET", "/v1/shelves/a%2Fb/books/c%20d", "GetBook", {"shelves/a%2Fb/books/c d"}},
      {"GET", "/v1/%73helves/a/books/b", "GetBook", {"shelves/a/books/b"}},
      {"GET", "/v1/shelves/a/books", "ListBooks", {"shelves/a"}},
      {"POST", "/v1/shelves/a/books", "CreateBook", {"shelves/a"}},
      {"PATCH", "/v1/shelves/a/books/b", "UpdateBook", {"shelves/a/books/b"}},
      {"DELETE", "/v1/shelves/a/books/b", "DeleteBook", {"shelves/a/books/b"}},
      {"PUT", "/v1/shelves/a/books/b/tags", "SetTags", {"shelves/a/books/b"}},
      // A verb wins over a colon in an id; an unknown or escaped one is part of the id.
      {"POST", "/v1/shelves/a/books/b:lend", "LendBook", {"shelves/a/books/b"}},
      {"GET", "/v1/shelves/a/books/b:c", "GetBook", {"shelves/a/books/b:c"}},
      {"GET", "/v1/shelves/a/books/b%3Alend", "GetBook", {"shelves/a/books/b:lend"}},
      {"GET", "/v1/shelves/a/books/b:", "GetBook", {"shelves/a/books/b:"}},
      // A literal wins over a wildcard.
      {"GET", "/v1/shelves/main/books/best", "GetBest", {}},
      {"GET", "/v1/shelves/main/books/rest", "GetBook", {"shelves/main/books/rest"}},
      {"DELETE", "/v1/shelves/main/books/best", "DeleteBook", {"shelves/main/books/best"}},
      // The rest of a path, from none of it on.
      {"GET", "/v1/files/a/b%2Fc/d", "GetFile", {"a/b%2Fc/d"}},
      {"GET", "/v1/files", "GetFile", {""}},
      {"GET", "/v1/files/a/b:stat", "StatFile", {"a/b"}},
      {"PURGE", "/v1/cache", "Purge", {}},
      {"GET", "/v1/pages/7/kinds/KIND_NOVEL", "GetPage", {"7", "KIND_NOVEL"}},
      {"POST", "/v1/shelves/a/books:import", "ImportBooks", {"shelves/a"}},
  };
  for (const MatchCase& c : cases) {
    const auto match = router.Match(c.method, c.path);
    ASSERT_TRUE(match.ok()) << c.method << " " << c.path << ": " << match.status();
    EXPECT_EQ(match->route->method->name(), c.rpc) << c.method << " " << c.path;
    EXPECT_EQ(match->values, c.values) << c.method << " " << c.path;
  }
}

TEST(Router, SaysWhatIsNear) {
  const Router router = ShelfRouter();
  const auto missing = [&](const char* path) { return router.Match("GET", path).status(); };
  EXPECT_THAT(missing("/v1/shelfs/a/books"), HasReason("ROUTE_NOT_FOUND"));
  EXPECT_THAT(std::string(missing("/v1/shelfs/a/books").message()),
              HasSubstr("GET /v1/{parent=shelves/*}/books"));
  EXPECT_THAT(std::string(missing("/v1/shelfs/a/books").message()),
              ::testing::Not(HasSubstr("kinds")));
  EXPECT_THAT(std::string(missing("/v1/shelves/a/books/").message()), HasSubstr("Nearest"));
  EXPECT_THAT(std::string(missing("/nothing/like/it/at/all").message()),
              ::testing::Not(HasSubstr("Nearest")));
  EXPECT_THAT(missing("/v1//a/books"), HasReason("ROUTE_NOT_FOUND"));
  EXPECT_THAT(missing("/v1/shelves/a/books/b/tags/"), HasReason("ROUTE_NOT_FOUND"));
  EXPECT_THAT(missing("/"), HasReason("ROUTE_NOT_FOUND"));
}

TEST(Router, SaysWhichMethodsAPathTakes) {
  const Router router = ShelfRouter();
  const auto status = router.Match("POST", "/v1/shelves/a/books/b").status();
  EXPECT_THAT(status, HasReason("METHOD_NOT_ALLOWED"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("DELETE, GET, HEAD, OPTIONS, PATCH"));
  EXPECT_EQ(router.Allow("/v1/shelves/a/books/b"), "DELETE, GET, HEAD, OPTIONS, PATCH");
  EXPECT_EQ(router.Allow("/v1/shelves/a/books/b:lend"), "OPTIONS, POST");
  EXPECT_EQ(router.Allow("/v1/nowhere"), "");
  // The verb is known, so it is not taken for a part of the id.
  EXPECT_THAT(router.Match("GET", "/v1/shelves/a/books/b:lend").status(),
              HasReason("METHOD_NOT_ALLOWED"));
}

TEST(Router, RefusesMalformedPaths) {
  const Router router = ShelfRouter();
  for (const char* path : {"", "v1", "/v1/shelves/%/books", "/v1/shelves/%ff/books",
                           "/v1/shelves/../books", "/v1/shelves/%2e%2E/books", "/v1/./cache"}) {
    EXPECT_THAT(router.Match("GET", path).status(), HasReason("MALFORMED_PATH")) << path;
  }
}

TEST(Router, LeavesOutMethodsWithoutARule) {
  const Router router = ShelfRouter();
  for (const auto& route : router.routes()) {
    EXPECT_NE(route->method->name(), "Internal");
  }
}

// A service with one or two methods, whose rules are given.
absl::Status CreateWith(const std::vector<std::string>& rules, const char* more = "") {
  google::protobuf::FileDescriptorProto file;
  const std::string text = std::string(R"pb(
    name: "bad.proto"
    package: "bad"
    syntax: "proto3"
    dependency: "google/api/annotations.proto"
    dependency: "tests/gateway/rest/shelf.proto"
    service { name: "Bad" }
  )pb");
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &file));
  for (const std::string& rule : rules) {
    auto* method = file.mutable_service(0)->add_method();
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(more, method));
    method->set_name("M" + std::to_string(file.service(0).method_size()));
    method->set_input_type(".pcsp.test.rest.v1.ListBooksRequest");
    method->set_output_type(".pcsp.test.rest.v1.Echo");
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        rule, method->mutable_options()->MutableExtension(google::api::http)));
  }
  Pool();
  google::protobuf::DescriptorPool pool(google::protobuf::DescriptorPool::generated_pool());
  EXPECT_NE(pool.BuildFile(file), nullptr);
  return Router::Create(pool, {"bad.Bad"}).status();
}

TEST(Router, ChecksTheRulesAtStart) {
  EXPECT_OK(CreateWith({"get: '/v1/{parent=a/*}'"}));
  for (const char* rule :
       {"get: '/v1/{nothing}'", "get: '/v1/{filter}'", "get: '/v1/{kinds}'",
        "get: '/v1/{parent.x}'", "get: '/v1/{filter.kinds}'", "post: '/v1/x' body: 'nothing'",
        "get: '/v1/x' response_body: 'nothing'", "get: 'v1'", "body: '*'",
        "get: '/a' additional_bindings { get: '/b' additional_bindings { get: '/c' } }"}) {
    EXPECT_THAT(CreateWith({rule}), StatusIs(absl::StatusCode::kInvalidArgument)) << rule;
  }
  EXPECT_THAT(CreateWith({"get: '/v1/{parent=a/*}'", "get: '/v1/a/{page_token}'"}),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(CreateWith({"post: '/v1/x'"}, "client_streaming: true"),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(CreateWith({"get: '/v1/x'"}, "server_streaming: true"),
              StatusIs(absl::StatusCode::kUnimplemented));
  EXPECT_THAT(Router::Create(Pool(), {"no.Such"}).status(), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace pcsp::rest
