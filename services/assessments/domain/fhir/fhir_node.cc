#include "services/assessments/domain/fhir/fhir_node.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/fhir/fhir_words.h"

namespace pcsp::assessments::fhir {
namespace {

constexpr double kFarthest = 1e9;

}  // namespace

void RefuseModifiers(const Node& element) {
  const Node modifiers = element["modifierExtension"];
  for (const Node& modifier : modifiers.ListOr()) {
    modifier.Map();
    modifier.Fault("no modifier extension, because none is known here");
  }
}

void Ignore(const Node& element, std::initializer_list<absl::string_view> keys,
            std::vector<std::string>& ignored) {
  for (absl::string_view key : keys) {
    const Node node = element[key];
    if (node.present()) ignored.push_back(node.path());
  }
}

Extensions::Extensions(const Node& element) : element_(element) {
  for (const Node& extension : element["extension"].ListOr()) {
    extension.Map();
    entries_.push_back({extension["url"].String(), extension});
  }
}

std::vector<Node> Extensions::Of(absl::string_view url) {
  std::vector<Node> found;
  for (Entry& entry : entries_) {
    if (entry.url != url) continue;
    entry.used = true;
    found.push_back(entry.node);
  }
  return found;
}

Node Extensions::ValueOf(absl::string_view url, absl::string_view key) {
  const std::vector<Node> found = Of(url);
  return found.empty() ? element_["no such element"] : found.front()[key];
}

void Extensions::AddIgnored(std::vector<std::string>& ignored) const {
  for (const Entry& entry : entries_) {
    if (!entry.used) ignored.push_back(absl::StrCat(entry.node.path(), " ", entry.url));
  }
}

Text ReadText(const Node& element, const std::string& key) {
  Text read{.text = element[key].StringOr("")};
  const Node beside = element["_" + key];
  if (!beside.present()) return read;
  beside.Map();
  for (const Node& translation : Extensions(beside).Of(kTranslation)) {
    Extensions parts(translation);
    const std::string tag = parts.ValueOf("lang", "valueCode").StringOr("");
    const Node content = parts.ValueOf("content", "valueString");
    const std::string text = content.present()
                                 ? content.String()
                                 : parts.ValueOf("content", "valueMarkdown").StringOr("");
    if (tag.empty() || text.empty()) {
      translation.Fault("a language and a text");
    } else {
      read.translations[tag] = text;
    }
  }
  return read;
}

int ReadWhole(const Node& value) {
  const double number = value.Double(-kFarthest, kFarthest);
  if (number != std::floor(number)) value.Fault("a whole number");
  return static_cast<int>(number);
}

}  // namespace pcsp::assessments::fhir
