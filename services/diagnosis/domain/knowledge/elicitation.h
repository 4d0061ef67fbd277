// How strengths and priors are written down: in numbers, or in words that stand for them, with who
// judged them and why (methods.md 2.2, "Elicitation in words").
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/text/yaml.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// A probability and, where one was used, the word for it.
struct Judgement {
  double value = 0;
  std::string word;
};

// Who says so, why, and from what.
struct Grounds {
  std::string author, rationale, source;
};

class Elicitation {
 public:
  // The words of methods.md: almost always .85, usually .7, often .5, sometimes .3; common .3,
  // fairly .2, uncommon .1, rare .05. A file adds its own (`words`) and short names of what it
  // rests on (`sources`), and says who wrote it (`author`) and on what (`source`).
  explicit Elicitation(const text::Node& root);

  Judgement Probability(const text::Node& node) const;

  // [issue, strength], [issue, strength, ess] or a map with the keys issue, strength, ess, author,
  // rationale, source. What a link does not say of its grounds, `owner` says for all of its links,
  // and what the owner leaves out the file says for all.
  std::vector<Link> Links(const text::Node& list, const text::Node& owner) const;

 private:
  Grounds GroundsOf(const text::Node& node, const Grounds& otherwise) const;
  std::string Source(const text::Node& node) const;
  Link ReadLink(const text::Node& node, const Grounds& otherwise) const;

  std::map<std::string, double> words_;
  std::map<std::string, std::string> sources_;
  Grounds file_;
};

}  // namespace pcsp::diagnosis
