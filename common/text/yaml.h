// Content files (YAML, and JSON in the same shape) read by hand-written code that states what it
// expects and collects everything that is wrong instead of stopping at the first fault.
//
//   ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
//   text::Node root = document.root();
//   solution.id = root["id"].String();
//   solution.hours = root["hours"].DoubleOr(1.0, 0, 500);
//   for (text::Node item : root["items"].List()) AddItem(item["code"].String());
//   RETURN_IF_ERROR(document.Finish());
//
// A key that was never asked for is a fault too: Finish() reports it. Read everything, also after
// a fault; a fault inside a node is reported once and its parts then read as defaults in silence.
// Aliases, duplicate keys and second documents are refused. Nothing here throws. Not thread-safe.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/text/yaml_node.h"

namespace pcsp::text {

class Document {
 public:
  // `source` names the file in messages.
  Document(std::string source, std::unique_ptr<internal::Tree> tree);
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;

  // Nodes point into the document and must not outlive it.
  Node root();
  Violations& violations() { return faults_->violations; }

  // Where the value at `path` is written, `file.yaml:12:3`, or else what holds it: for faults that
  // are found once everything is read. Also good after Finish().
  std::string PlaceOf(absl::string_view path) const;

  // OK, or INVALID_ARGUMENT, INVALID_CONTENT with every fault found, unknown keys among them.
  absl::Status Finish();

 private:
  std::unique_ptr<internal::Tree> tree_;
  std::unique_ptr<internal::Faults> faults_;
};

// INVALID_ARGUMENT, INVALID_CONTENT when the text is not well formed; the field is `line N`.
absl::StatusOr<Document> ParseYaml(absl::string_view text, absl::string_view source);
absl::StatusOr<Document> ParseJson(absl::string_view text, absl::string_view source);

// Reads a whole file: JSON if its name ends in `.json`, YAML otherwise. NOT_FOUND,
// CONTENT_NOT_FOUND if it cannot be opened. Files above 64 MiB are refused.
absl::StatusOr<Document> ReadContentFile(const std::string& path);

}  // namespace pcsp::text
