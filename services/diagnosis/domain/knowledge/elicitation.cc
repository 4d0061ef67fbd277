#include "services/diagnosis/domain/knowledge/elicitation.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::diagnosis {

Elicitation::Elicitation(const text::Node& root)
    : words_({{"almost always", 0.85},
              {"usually", 0.7},
              {"often", 0.5},
              {"sometimes", 0.3},
              {"common", 0.3},
              {"fairly", 0.2},
              {"uncommon", 0.1},
              {"rare", 0.05}}) {
  for (auto& [word, node] : root["words"].MapOr()) words_[word] = node.Double();
  for (auto& [name, node] : root["sources"].MapOr()) sources_[name] = node.String();
  file_.author = root["author"].StringOr("");
  file_.source = Source(root["source"]);
}

Judgement Elicitation::Probability(const text::Node& node) const {
  Judgement judgement;
  const std::string given = node.String();
  if (const auto word = words_.find(given); word != words_.end()) return {word->second, given};
  if (!given.empty() && !absl::SimpleAtod(given, &judgement.value)) {
    node.Fault(absl::StrCat("a number, or one of ",
                            absl::StrJoin(words_, ", ", [](std::string* out, const auto& word) {
                              absl::StrAppend(out, word.first);
                            })));
  }
  return judgement;
}

std::string Elicitation::Source(const text::Node& node) const {
  std::string given = node.StringOr("");
  const auto named = sources_.find(given);
  return named == sources_.end() ? given : named->second;
}

Grounds Elicitation::GroundsOf(const text::Node& node, const Grounds& otherwise) const {
  Grounds own{node["author"].StringOr(otherwise.author),
              node["rationale"].StringOr(otherwise.rationale), Source(node["source"])};
  if (own.source.empty()) own.source = otherwise.source;
  return own;
}

Link Elicitation::ReadLink(const text::Node& node, const Grounds& otherwise) const {
  Link link;
  Grounds grounds = otherwise;
  if (node.is_map()) {
    const Judgement strength = Probability(node["strength"]);
    link = {node["issue"].String(), strength.value, node["ess"].DoubleOr(link.ess), strength.word};
    grounds = GroundsOf(node, otherwise);
  } else {
    const std::vector<text::Node> parts = node.List();
    if (parts.size() == 2 || parts.size() == 3) {
      const Judgement strength = Probability(parts[1]);
      link = {parts[0].String(), strength.value, link.ess, strength.word};
      if (parts.size() == 3) link.ess = parts[2].Double();
    } else {
      node.Fault("[issue, strength], [issue, strength, ess] or {issue: , strength: , ...}");
    }
  }
  link.author = std::move(grounds.author);
  link.rationale = std::move(grounds.rationale);
  link.source = std::move(grounds.source);
  return link;
}

std::vector<Link> Elicitation::Links(const text::Node& list, const text::Node& owner) const {
  const Grounds grounds = GroundsOf(owner, file_);
  std::vector<Link> links;
  for (const text::Node& node : list.ListOr()) links.push_back(ReadLink(node, grounds));
  return links;
}

}  // namespace pcsp::diagnosis
