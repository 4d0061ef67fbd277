// Reading the parts that FHIR resources have in common.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/text/yaml.h"

namespace pcsp::assessments::fhir {

using text::Node;

// Faults for every modifier extension: each may turn the meaning of what it stands at round, and
// none is known here.
void RefuseModifiers(const Node& element);

// Takes note of those of `keys` that are there: they are read by nobody, and added to `ignored`.
void Ignore(const Node& element, std::initializer_list<absl::string_view> keys,
            std::vector<std::string>& ignored);

// Extensions by their address. What nobody asked for by Ignored() at the end is ignored.
class Extensions {
 public:
  explicit Extensions(const Node& element);

  std::vector<Node> Of(absl::string_view url);
  // The value under `key` of the first one with this address; absent when there is none.
  Node ValueOf(absl::string_view url, absl::string_view key);
  void AddIgnored(std::vector<std::string>& ignored) const;

 private:
  struct Entry {
    std::string url;
    Node node;
    bool used = false;
  };
  Node element_;
  std::vector<Entry> entries_;
};

// A text and its translations by language.
struct Text {
  std::string text;
  std::map<std::string, std::string> translations;
};
Text ReadText(const Node& element, const std::string& key);

// A whole number that may be written as a decimal: `3` and `3.0`. A fault otherwise.
int ReadWhole(const Node& value);

}  // namespace pcsp::assessments::fhir
