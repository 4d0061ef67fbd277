#include "services/diagnosis/domain/reasoning/wording.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/diagnosis/domain/reasoning/quoted.h"

namespace pcsp::diagnosis {
namespace {

// As absl::StrCat(), which fills with zeros what it is about to write.
std::string Join(std::initializer_list<absl::string_view> pieces) {
  size_t size = 0;
  for (absl::string_view piece : pieces) size += piece.size();
  std::string joined;
  joined.reserve(size);
  for (absl::string_view piece : pieces) joined.append(piece.data(), piece.size());
  return joined;
}

// Shares of the answers to an item.
struct Shares {
  double unfavourable = 0;
  double favourable = 0;
  double not_relevant = 0;  // of a kind that speaks for trouble
};

// A "not relevant" that is at least this much commoner where there is trouble speaks for it.
constexpr double kSpeaks = 1.5;

// True when the first categories are those that speak for trouble.
bool WorstFirst(const Indicator& indicator) {
  size_t last = indicator.categories.size();
  while (last > 1 && IsNotRelevant(indicator.categories[last - 1])) --last;
  return indicator.troubled[0] * indicator.healthy[last - 1] >
         indicator.troubled[last - 1] * indicator.healthy[0];
}

Shares SharesOf(const Indicator& indicator, const Observation& piece) {
  size_t scale = 0;
  for (const auto& category : indicator.categories) scale += !IsNotRelevant(category);
  const bool worst_first = WorstFirst(indicator);
  Shares shares;
  size_t place = 0;  // along the scale, from its first category
  for (size_t k = 0; k < indicator.categories.size(); ++k) {
    const double share = static_cast<double>(piece.counts[k]) / static_cast<double>(piece.answers);
    if (IsNotRelevant(indicator.categories[k])) {
      const bool speaks = indicator.troubled[k] >= kSpeaks * indicator.healthy[k];
      shares.not_relevant += speaks ? share : 0;
      continue;
    }
    // The middle of a scale of odd length speaks neither way.
    const bool first_half = 2 * place + 1 < scale, second_half = 2 * place + 1 > scale;
    if (first_half) (worst_first ? shares.unfavourable : shares.favourable) += share;
    if (second_half) (worst_first ? shares.favourable : shares.unfavourable) += share;
    ++place;
  }
  return shares;
}

// Without their number, which results give in bands only.
absl::string_view HowMany(double share, int64_t answers) {
  if (answers == 1) return "The one answer";
  if (share >= 0.6) return "Most of the answers";
  if (share >= 0.4) return "About half of the answers";
  return share >= 0.2 ? "Some of the answers" : "A few of the answers";
}

std::string Said(double share, int64_t answers, const std::string& title, absl::string_view what) {
  return Join({HowMany(share, answers), " to \"", title, "\" ", answers == 1 ? "was" : "were", " ",
               what, "."});
}

std::string ItemSentence(const Indicator& indicator, const Observation& piece, double decibans) {
  const Shares shares = SharesOf(indicator, piece);
  if (decibans < 0) {
    if (shares.favourable >= 0.2) {
      return Said(shares.favourable, piece.answers, indicator.title, "favourable");
    }
    return Join({"Answers to \"", indicator.title, "\" were better than where there is trouble."});
  }
  const bool not_relevant = shares.not_relevant >= 0.1, bad = shares.unfavourable >= 0.1;
  const double trouble = (not_relevant ? shares.not_relevant : 0) + (bad ? shares.unfavourable : 0);
  if (trouble >= 0.2) {
    return Said(trouble, piece.answers, indicator.title,
                !not_relevant ? "unfavourable"
                : bad         ? "unfavourable or \"not relevant\""
                              : "\"not relevant\"");
  }
  return Join(
      {"Answers to \"", indicator.title, "\" were less favourable than where things go well."});
}

std::string FactSentence(const Model& model, const Observation& piece, double decibans) {
  const Indicator& indicator = model.kb.indicators[piece.indicator];
  const auto given = std::find(piece.counts.begin(), piece.counts.end(), 1) - piece.counts.begin();
  return absl::StrCat(indicator.title, ": ",
                      absl::StrReplaceAll(indicator.categories[given], {{"_", " "}}),
                      decibans < 0 ? ", as where things go well." : ", as where there is trouble.");
}

std::string Notes(int64_t notes, absl::string_view says) {
  return notes == 1 ? absl::StrCat("A note ", says, "s") : absl::StrCat(notes, " notes ", says);
}

// The words themselves are cited beside the sentence, where they can be left out.
std::string NoteSentence(const Observation& piece, double decibans) {
  const int64_t affirm = piece.counts[0], contrary = piece.counts[2];
  const int64_t first = decibans < 0 ? contrary : affirm;
  const int64_t second = decibans < 0 ? affirm : contrary;
  const absl::string_view way = decibans < 0 ? "against this" : "of this";
  if (first == 0) return absl::StrCat("A note may speak ", way, "; nobody has confirmed it.");
  return absl::StrCat(Notes(first, "speak"), " ", way,
                      second == 0 ? "." : absl::StrCat(", ", second, " the other way."));
}

// Evidence on other issues, which share causes or other evidence with this one.
std::string IndirectSentence(const Model& model, const Observation& piece, double decibans) {
  constexpr size_t kUsualLength = 240;
  std::string sentence;
  sentence.reserve(kUsualLength);
  sentence.append(Quoted(model.kb.indicators[piece.indicator].title)).append(" is about ");
  AppendTitles(model.kb, model.indicators[piece.indicator].issues, &sentence);
  sentence.append("; with all else that is known, it makes this ");
  sentence.append(decibans < 0 ? "less likely." : "more likely.");
  return sentence;
}

}  // namespace

std::string ReasonSentence(const Model& model, int issue, const Observation& piece,
                           double decibans) {
  const std::vector<int>& about = model.indicators[piece.indicator].issues;
  if (std::find(about.begin(), about.end(), issue) == about.end()) {
    return IndirectSentence(model, piece, decibans);
  }
  const Indicator& indicator = model.kb.indicators[piece.indicator];
  switch (indicator.type) {
    case IndicatorType::kFact:
      return FactSentence(model, piece, decibans);
    case IndicatorType::kText:
      return NoteSentence(piece, decibans);
    case IndicatorType::kItem:
      break;
  }
  return ItemSentence(indicator, piece, decibans);
}

}  // namespace pcsp::diagnosis
