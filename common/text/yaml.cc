#include "common/text/yaml.h"

#include <filesystem>
#include <fstream>
#include <istream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/text/tree_builder.h"
#include "nlohmann/json.hpp"
#include "yaml-cpp/eventhandler.h"
#include "yaml-cpp/exceptions.h"
#include "yaml-cpp/parser.h"

namespace pcsp::text {
namespace {

using internal::Faults;
using internal::Mark;
using internal::Tree;
using internal::TreeBuilder;

constexpr uintmax_t kMaxBytes = 64 << 20;

absl::Status Malformed(absl::string_view source, Mark mark, absl::string_view expected) {
  Violations violations;
  violations.Add(mark.line > 0 ? absl::StrCat("line ", mark.line) : "file", "",
                 absl::StrCat(expected, " (", internal::PlaceOf(source, mark), ")"));
  const absl::Status status = violations.ToStatus("INVALID_CONTENT");
  return MakeError(status.code(), absl::StrCat(source, ": ", status.message()),
                   *ErrorDetailOf(status));
}

class YamlEvents : public YAML::EventHandler {
 public:
  explicit YamlEvents(TreeBuilder& builder) : builder_(builder) {}
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { builder_.Null(MarkOf(mark)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    builder_.Fail("the value itself; aliases (*name) are not supported", MarkOf(mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    const bool quoted = tag == "!";
    if (!quoted && (value.empty() || value == "~" || value == "null")) {
      builder_.Null(MarkOf(mark));
    } else {
      builder_.Scalar(value, quoted, MarkOf(mark));
    }
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    builder_.Open(Tree::Kind::kList, MarkOf(mark));
  }
  void OnSequenceEnd() override { builder_.Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    builder_.Open(Tree::Kind::kMap, MarkOf(mark));
  }
  void OnMapEnd() override { builder_.Close(); }

 private:
  static Mark MarkOf(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }
  TreeBuilder& builder_;
};

class JsonEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit JsonEvents(TreeBuilder& builder) : builder_(builder) {}
  bool null() override { return builder_.Null({}); }
  bool boolean(bool value) override { return builder_.Scalar(value ? "true" : "false", false, {}); }
  bool number_integer(int64_t value) override { return Number(absl::StrCat(value)); }
  bool number_unsigned(uint64_t value) override { return Number(absl::StrCat(value)); }
  bool number_float(double, const std::string& text) override { return Number(text); }
  bool string(std::string& value) override { return builder_.Scalar(std::move(value), true, {}); }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(size_t) override { return builder_.Open(Tree::Kind::kMap, {}); }
  bool key(std::string& value) override { return builder_.Scalar(std::move(value), true, {}); }
  bool end_object() override { return builder_.Close(); }
  bool start_array(size_t) override { return builder_.Open(Tree::Kind::kList, {}); }
  bool end_array() override { return builder_.Close(); }
  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
    return builder_.Fail(absl::StrCat("valid JSON; this breaks off at byte ", position), {});
  }

 private:
  bool Number(std::string text) { return builder_.Scalar(std::move(text), false, {}); }
  TreeBuilder& builder_;
};

absl::StatusOr<Document> Finished(TreeBuilder& builder, absl::string_view source) {
  if (builder.failed()) return Malformed(source, builder.failed_mark(), builder.failure());
  return Document(std::string(source), builder.Take());
}

std::string KeyPath(absl::string_view path, absl::string_view key) {
  return path.empty() ? std::string(key) : absl::StrCat(path, ".", key);
}

// Reports the keys of every map that was read which nobody asked for.
void ReportUnknown(const Tree& tree, const std::string& path, Faults& faults) {
  if (tree.faulted) return;
  for (size_t i = 0; i < tree.children.size(); ++i) {
    const auto& [key, child] = tree.children[i];
    const bool in_list = tree.kind == Tree::Kind::kList;
    const std::string at = in_list ? absl::StrCat(path, "[", i, "]") : KeyPath(path, key);
    if (child.asked) {
      ReportUnknown(child, at, faults);
    } else if (tree.entered) {
      faults.violations.Add(
          at, key,
          absl::StrCat("a known key (", internal::PlaceOf(faults.source, child.mark), ")"));
    }
  }
}

// The child of `tree` that `path` (`issues[3].title`, `[2]`) leads to first, and the rest of it;
// null when there is none.
const Tree* Step(const Tree& tree, absl::string_view* path) {
  if (absl::ConsumePrefix(path, "[")) {
    size_t index = 0;
    const size_t end = path->find(']');
    if (end == path->npos || !absl::SimpleAtoi(path->substr(0, end), &index)) return nullptr;
    path->remove_prefix(end + 1);
    return index < tree.children.size() ? &tree.children[index].value : nullptr;
  }
  absl::ConsumePrefix(path, ".");
  const absl::string_view key = path->substr(0, path->find_first_of(".["));
  path->remove_prefix(key.size());
  for (const auto& [name, child] : tree.children) {
    if (name == key) return &child;
  }
  return nullptr;
}

}  // namespace

Document::Document(std::string source, std::unique_ptr<Tree> tree)
    : tree_(std::move(tree)), faults_(std::make_unique<Faults>(Faults{std::move(source), {}})) {}

Node Document::root() { return Node(tree_.get(), faults_.get(), "", tree_->mark); }

std::string Document::PlaceOf(absl::string_view path) const {
  const Tree* at = tree_.get();
  while (!path.empty() && at != nullptr) {
    const Tree* next = Step(*at, &path);
    if (next == nullptr) break;
    at = next;
  }
  return internal::PlaceOf(faults_->source, at->mark);
}

absl::Status Document::Finish() {
  ReportUnknown(*tree_, "", *faults_);
  const absl::Status status = faults_->violations.ToStatus("INVALID_CONTENT");
  if (status.ok()) return status;
  return MakeError(status.code(), absl::StrCat(faults_->source, ": ", status.message()),
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
      builder.Fail("one document in the file", {});
    }
  } catch (const YAML::Exception& fault) {
    // What was built before the fault is of no interest: the parser may have stopped in a map.
    return Malformed(
        source, fault.mark.is_null() ? Mark{} : Mark{fault.mark.line + 1, fault.mark.column + 1},
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
    return Malformed(path, {}, "at most 64 MiB");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return absl::EndsWith(path, ".json") ? ParseJson(text.str(), path) : ParseYaml(text.str(), path);
}

}  // namespace pcsp::text
