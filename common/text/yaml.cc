#include "common/text/yaml.h"

#include <filesystem>
#include <fstream>
#include <istream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/text/tree_builder.h"
#include "nlohmann/json.hpp"
#include "yaml-cpp/eventhandler.h"
#include "yaml-cpp/exceptions.h"
#include "yaml-cpp/parser.h"

namespace pcsp::text {
namespace {

using internal::Tree;
using internal::TreeBuilder;

constexpr uintmax_t kMaxBytes = 64 << 20;

absl::Status Malformed(absl::string_view source, int line, absl::string_view expected) {
  Violations violations;
  violations.Add(line > 0 ? absl::StrCat("line ", line) : "file", "", expected);
  const absl::Status status = violations.ToStatus("INVALID_CONTENT");
  return MakeError(status.code(), absl::StrCat(source, ": ", status.message()),
                   *ErrorDetailOf(status));
}

class YamlEvents : public YAML::EventHandler {
 public:
  explicit YamlEvents(TreeBuilder& builder) : builder_(builder) {}
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { builder_.Null(Line(mark)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    builder_.Fail("the value itself; aliases (*name) are not supported", Line(mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    const bool quoted = tag == "!";
    if (!quoted && (value.empty() || value == "~" || value == "null")) {
      builder_.Null(Line(mark));
    } else {
      builder_.Scalar(value, quoted, Line(mark));
    }
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    builder_.Open(Tree::Kind::kList, Line(mark));
  }
  void OnSequenceEnd() override { builder_.Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    builder_.Open(Tree::Kind::kMap, Line(mark));
  }
  void OnMapEnd() override { builder_.Close(); }

 private:
  static int Line(const YAML::Mark& mark) { return mark.line + 1; }
  TreeBuilder& builder_;
};

class JsonEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit JsonEvents(TreeBuilder& builder) : builder_(builder) {}
  bool null() override { return builder_.Null(0); }
  bool boolean(bool value) override { return builder_.Scalar(value ? "true" : "false", false, 0); }
  bool number_integer(int64_t value) override { return Number(absl::StrCat(value)); }
  bool number_unsigned(uint64_t value) override { return Number(absl::StrCat(value)); }
  bool number_float(double, const std::string& text) override { return Number(text); }
  bool string(std::string& value) override { return builder_.Scalar(std::move(value), true, 0); }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(size_t) override { return builder_.Open(Tree::Kind::kMap, 0); }
  bool key(std::string& value) override { return builder_.Scalar(std::move(value), true, 0); }
  bool end_object() override { return builder_.Close(); }
  bool start_array(size_t) override { return builder_.Open(Tree::Kind::kList, 0); }
  bool end_array() override { return builder_.Close(); }
  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
    return builder_.Fail(absl::StrCat("valid JSON; this breaks off at byte ", position), 0);
  }

 private:
  bool Number(std::string text) { return builder_.Scalar(std::move(text), false, 0); }
  TreeBuilder& builder_;
};

absl::StatusOr<Document> Finished(TreeBuilder& builder, absl::string_view source) {
  if (builder.failed()) return Malformed(source, builder.failed_line(), builder.failure());
  return Document(std::string(source), builder.Take());
}

std::string KeyPath(absl::string_view path, absl::string_view key) {
  return path.empty() ? std::string(key) : absl::StrCat(path, ".", key);
}

// Reports the keys of every map that was read which nobody asked for.
void ReportUnknown(const Tree& tree, const std::string& path, Violations& violations) {
  if (tree.faulted) return;
  for (size_t i = 0; i < tree.children.size(); ++i) {
    const auto& [key, child] = tree.children[i];
    const bool in_list = tree.kind == Tree::Kind::kList;
    const std::string at = in_list ? absl::StrCat(path, "[", i, "]") : KeyPath(path, key);
    if (child.asked) {
      ReportUnknown(child, at, violations);
    } else if (tree.entered) {
      violations.Add(
          at, key,
          child.line > 0 ? absl::StrCat("a known key (line ", child.line, ")") : "a known key");
    }
  }
}

}  // namespace

Document::Document(std::string source, std::unique_ptr<Tree> tree)
    : source_(std::move(source)),
      tree_(std::move(tree)),
      violations_(std::make_unique<Violations>()) {}

Node Document::root() { return Node(tree_.get(), violations_.get(), ""); }

absl::Status Document::Finish() {
  ReportUnknown(*tree_, "", *violations_);
  const absl::Status status = violations_->ToStatus("INVALID_CONTENT");
  if (status.ok()) return status;
  return MakeError(status.code(), absl::StrCat(source_, ": ", status.message()),
                   *ErrorDetailOf(status));
}

absl::StatusOr<Document> ParseYaml(absl::string_view text, absl::string_view source) {
  TreeBuilder builder;
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    YamlEvents events(builder);
    parser.HandleNextDocument(events);
    if (!builder.failed() && parser.HandleNextDocument(events)) {
      builder.Fail("one document in the file", 0);
    }
  } catch (const YAML::Exception& fault) {
    // What was built before the fault is of no interest: the parser may have stopped in a map.
    return Malformed(source, fault.mark.is_null() ? 0 : fault.mark.line + 1,
                     absl::StrCat("valid YAML; ", fault.msg));
  }
  return Finished(builder, source);
}

absl::StatusOr<Document> ParseJson(absl::string_view text, absl::string_view source) {
  TreeBuilder builder;
  JsonEvents events(builder);
  nlohmann::json::sax_parse(text.begin(), text.end(), &events);
  return Finished(builder, source);
}

absl::StatusOr<Document> ReadContentFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::error_code ignored;
  if (!file || !std::filesystem::is_regular_file(path, ignored)) {
    return MakeError(absl::StatusCode::kNotFound,
                     absl::StrCat("The file ", path, " cannot be read."),
                     {.reason = "CONTENT_NOT_FOUND"});
  }
  if (std::filesystem::file_size(path, ignored) > kMaxBytes) {
    return Malformed(path, 0, "at most 64 MiB");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return absl::EndsWith(path, ".json") ? ParseJson(text.str(), path) : ParseYaml(text.str(), path);
}

}  // namespace pcsp::text
