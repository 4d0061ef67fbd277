#include "gateway/cli/diagnosis/reading.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/pages/percent.h"
#include "gateway/cli/diagnosis/reasons.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Diagnosis;

// What notes may say, and what to send to confirm or dismiss it.
std::string Suggestions(const Diagnosis& diagnosis) {
  if (diagnosis.suggestions().empty()) return "";
  std::string text = "\nMaybe said in notes; counts half until somebody says so or not\n";
  for (const auto& suggestion : diagnosis.suggestions()) {
    const auto& quote = suggestion.quote();
    absl::StrAppend(&text, "  \"", quote.text(), "\" (", PlaceOf(quote), "): ", quote.issue(), ", ",
                    Word(NotePolarity_Name(quote.polarity()), "NOTE_POLARITY_"), "?\n",
                    "    to confirm, add to that note: \"judgements\": [{\"cue\": \"", quote.cue(),
                    "\", \"polarity\": \"", NotePolarity_Name(quote.polarity()), "\"}]\n");
  }
  return absl::StrCat(text, "  To dismiss one, the same with NOTE_POLARITY_SILENT.\n");
}

absl::string_view FactorWord(double in_place) {
  if (in_place >= 0.7) return "in place";
  return in_place <= 0.3 ? "missing" : "not clear";
}

std::string SuccessFactors(const Diagnosis& diagnosis) {
  if (diagnosis.success_factors().empty()) return "";
  std::string text = "\nSuccess factors\n";
  for (const auto& factor : diagnosis.success_factors()) {
    const double in_place = factor.probability_in_place();
    absl::StrAppend(&text, "  ", FactorWord(in_place), ": ", factor.title(), " (",
                    text::PercentLikely(in_place), " likely to be in place)\n");
  }
  return text;
}

// By their titles; diagnoses stored before these were have ids alone.
std::string Which(const diagnosis::v1::WithheldEvidence& hidden) {
  const auto& names = hidden.titles().empty() ? hidden.indicators() : hidden.titles();
  const int questions = hidden.indicators_size();
  if (questions == 0) return "all of them";
  constexpr int kNamed = 3;
  std::vector<std::string> named(names.begin(), names.begin() + std::min(names.size(), kNamed));
  const int more = questions - static_cast<int>(named.size());
  return absl::StrCat(questions, questions == 1 ? " question (\"" : " questions (\"",
                      absl::StrJoin(named, "\", \""), "\"",
                      more > 0 ? absl::StrCat(" and ", more, " more)") : ")");
}

// What was asked and may not be seen, and why; reasons have the numbers of Suppression.
std::string Withheld(const Diagnosis& diagnosis) {
  if (diagnosis.withheld().empty()) return "";
  std::string text = "\nWithheld answers\n";
  for (const auto& hidden : diagnosis.withheld()) {
    const auto why =
        gateway::WhyNotShown(static_cast<assessments::v1::Suppression>(hidden.reason()));
    absl::StrAppend(&text, "  ", Word(type::v1::Level_Name(hidden.level()), "LEVEL_"), ", ",
                    Which(hidden), ". ", why.empty() ? "Why is not said." : why,
                    hidden.tendency_counts()
                        ? " Which way the answers point is shown, and counts.\n"
                        : " The answers count for nothing here.\n");
  }
  return text;
}

std::string Collect(const Diagnosis& diagnosis) {
  if (diagnosis.collect().empty()) return "";
  return absl::StrCat("\nWhat to collect\n  ", absl::StrJoin(diagnosis.collect(), "\n  "), "\n");
}

// Bits that are printed as none.
constexpr double kTellsNothing = 0.005;

std::string Questions(const Diagnosis& diagnosis) {
  if (diagnosis.next_questions().empty()) return "";
  std::string text;
  for (const auto& question : diagnosis.next_questions()) {
    if (question.expected_information_gain_bits() < kTellsNothing) continue;
    absl::StrAppend(&text, "  ", question.question(), " (",
                    Fixed(question.expected_information_gain_bits(), 2), " bits, ",
                    Fixed(question.ask_minutes(), 1), " minutes)\n");
  }
  if (text.empty()) return "\nNothing that is left to ask would tell much.\n";
  return absl::StrCat("\nWhat to ask next, by what an answer tells a minute\n", text);
}

// Of what and when it is, and what it rests on.
std::string Heading(const Diagnosis& d) {
  std::string text = "What stands in the way";
  if (!d.organisation().empty()) absl::StrAppend(&text, " at ", IdOf(d.organisation()));
  absl::StrAppend(&text, " (", Word(type::v1::Level_Name(d.level()), "LEVEL_"), ")");
  if (!d.wave().empty()) absl::StrAppend(&text, ", from wave ", IdOf(d.wave()));
  absl::StrAppend(&text, "\nBy knowledge base ", IdOf(d.knowledge_base()));
  if (!d.learned_layer().empty()) {
    absl::StrAppend(&text, " with what reviews taught, layer ", IdOf(d.learned_layer()));
  }
  if (!d.resting_layer().empty()) {
    absl::StrAppend(&text, ". Layer ", IdOf(d.resting_layer()), " rests: ", d.resting_reason());
  }
  return text + "\n\n";
}

// What is concluded, for people.
std::string Conclusions(const Diagnosis& diagnosis, int limit, bool why) {
  if (diagnosis.outcome() == diagnosis::v1::OUTCOME_INSUFFICIENT_DATA) {
    return "Too little is known to say; see what to collect.\n";
  }
  std::string text = FindingRows(diagnosis, limit).AsText();
  const std::string unknown = gateway::TooLittleIsKnown(diagnosis);
  if (!unknown.empty()) absl::StrAppend(&text, "\n", unknown, "\n");
  if (why) absl::StrAppend(&text, Reasons(diagnosis, limit));
  return absl::StrCat(text, SuccessFactors(diagnosis));
}

}  // namespace

std::string BandWord(diagnosis::v1::Band band) {
  return Word(diagnosis::v1::Band_Name(band), "BAND_");
}

Table FindingRows(const Diagnosis& diagnosis, int limit) {
  Table table({"ISSUE", "PROBABILITY", "BAND", "SEVERITY", "PRIORITY", "TITLE"});
  for (int i = 0; i < diagnosis.findings_size() && i < limit; ++i) {
    const auto& f = diagnosis.findings(i);
    table.Add({f.issue(), Fixed(f.probability(), 2), BandWord(f.band()),
               f.has_severity() ? Fixed(f.severity(), 0) : "-", Fixed(f.priority(), 1), f.title()});
  }
  return table;
}

std::string InWords(const Diagnosis& diagnosis, int limit, bool why) {
  return absl::StrCat(Heading(diagnosis), Conclusions(diagnosis, limit, why), Withheld(diagnosis),
                      Suggestions(diagnosis), Collect(diagnosis), Questions(diagnosis));
}

}  // namespace pcsp::cli
