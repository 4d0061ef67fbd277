#include "gateway/cli/diagnosis/reading.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/pages/percent.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Diagnosis;
using diagnosis::v1::Finding;

std::string PlaceOf(const diagnosis::v1::Quote& quote) {
  return absl::StrCat(Word(type::v1::Level_Name(quote.level()), "LEVEL_"), " note ",
                      quote.note() + 1);
}

// The words of notes behind a reason.
std::string Quotes(const diagnosis::v1::Reason& reason) {
  std::string text;
  for (const auto& quote : reason.quotes()) {
    absl::StrAppend(&text, "      \"", quote.text(), "\" (", PlaceOf(quote), ", ",
                    Word(NotePolarity_Name(quote.polarity()), "NOTE_POLARITY_"),
                    quote.confirmed() ? ", confirmed" : "", ")\n");
  }
  return text;
}

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

std::string Signed(double decibans) {
  return absl::StrCat(decibans > 0 ? "+" : "", Fixed(decibans, 1));
}

// Decibans below which a part of a finding's odds is not worth a line.
constexpr double kWorthALine = 0.05;

// What moved a finding besides the reasons shown.
std::string FromElsewhere(const Diagnosis& diagnosis, const Finding& finding) {
  std::string text;
  const auto add = [&text](double decibans, absl::string_view what) {
    if (std::abs(decibans) >= kWorthALine)
      absl::StrAppend(&text, "  ", Signed(decibans), what, "\n");
  };
  add(finding.other_reasons_decibans(), " reasons not shown, summed");
  add(finding.from_above_decibans(),
      diagnosis.sites_beside() == 0
          ? " from the levels above"
          : absl::StrCat(" from the levels above, and from what ", diagnosis.sites_beside(),
                         " other sites say of them"));
  add(finding.from_below_decibans(),
      absl::StrCat(" from the ", diagnosis.sites_below(), " sites below, taken together"));
  add(finding.from_before_decibans(), " from what was found before, and done since");
  add(finding.overlap_decibans(), " overlap of these: what they say together beyond their sum");
  add(finding.calibration_decibans(),
      absl::StrCat(" put right by what ", diagnosis.calibration().judged(),
                   " verdicts of reviewers have shown"));
  return text;
}

// Unlikely findings are explained only where that was asked for: the parts of others are missing.
bool AddsUp(const Finding& f) {
  double sum = f.prior_decibans() + f.other_reasons_decibans() + f.from_above_decibans() +
               f.from_below_decibans() + f.from_before_decibans() + f.overlap_decibans() +
               f.calibration_decibans();
  for (const auto& reason : f.reasons()) sum += reason.decibans();
  return std::abs(sum - f.decibans()) < kWorthALine;
}

// From the odds before any evidence to those after all of it.
std::string Ledger(const Diagnosis& diagnosis, const Finding& f) {
  if (!AddsUp(f)) return "  Less than 20 % likely: its reasons were not worked out.\n";
  std::string text = absl::StrCat("  ", Fixed(f.prior_decibans(), 1), " before any evidence\n");
  for (const auto& reason : f.reasons()) {
    absl::StrAppend(&text, "  ", Signed(reason.decibans()), " ", reason.sentence(), "\n",
                    Quotes(reason));
  }
  return absl::StrCat(text, FromElsewhere(diagnosis, f), "  ", Fixed(f.decibans(), 1),
                      " all together\n");
}

// Codes of survey answers go from the worst to the best; facts have words of their own.
std::string AnswerWords(const std::string& code) {
  if (code.size() == 1 && absl::ascii_isdigit(code[0]))
    return absl::StrCat(code, " (of 1 to 5, worst to best)");
  if (absl::StartsWith(code, "nr_")) return absl::StrCat("not relevant: ", Word(code, "nr_"));
  return Word(code, "");
}

// How firmly the finding stands, and which one answer would move it into another band.
std::string HowFirm(const Finding& f) {
  std::string text;
  if (f.has_confidence()) {
    absl::StrAppend(&text, "  sure to stay ", f.probability() >= 0.4 ? "above" : "below",
                    " 40 % when the rest is answered: ", text::PercentLikely(f.confidence()), "\n");
  }
  if (f.has_interval()) {
    absl::StrAppend(&text, "  if the knowledge base's numbers are off: between ",
                    Fixed(f.interval().low(), 2), " and ", Fixed(f.interval().high(), 2), "\n");
  }
  if (f.has_flipping_answer()) {
    const auto& flip = f.flipping_answer();
    absl::StrAppend(
        &text, "  if the answer to \"", flip.question(), "\" were ", AnswerWords(flip.answer()),
        " (chance of that ", text::PercentLikely(flip.answer_probability()),
        "): ", Fixed(flip.probability(), 2), " in place of ", Fixed(f.probability(), 2), "\n");
  }
  return text;
}

// The reasons of the findings shown, for and against, in decibans.
std::string Reasons(const Diagnosis& diagnosis, int limit) {
  std::string text;
  for (int i = 0; i < diagnosis.findings_size() && i < limit; ++i) {
    const Finding& f = diagnosis.findings(i);
    absl::StrAppend(&text, "\n", f.title(), ": why (10 decibans are odds of 10 to 1; rounded)\n");
    if (!f.band_note().empty()) {
      absl::StrAppend(&text, "  Called \"", BandWord(f.band()), "\". ", f.band_note(), "\n");
    }
    absl::StrAppend(&text, Ledger(diagnosis, f), HowFirm(f));
    for (const auto& cause : f.causes()) {
      absl::StrAppend(&text, "  cause: ", cause.title(), " (", Fixed(cause.probability(), 2), "); ",
                      text::Percent(cause.would_go_if_fixed()),
                      " of this would go if that were fixed\n");
    }
  }
  return text;
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

// What was asked and may not be seen, and why; reasons have the numbers of Suppression.
std::string Withheld(const Diagnosis& diagnosis) {
  if (diagnosis.withheld().empty()) return "";
  std::string text = "\nWithheld answers\n";
  for (const auto& hidden : diagnosis.withheld()) {
    const auto why =
        gateway::WhyNotShown(static_cast<assessments::v1::Suppression>(hidden.reason()));
    const int questions = hidden.indicators_size();
    absl::StrAppend(
        &text, "  ", Word(type::v1::Level_Name(hidden.level()), "LEVEL_"), ", ",
        questions == 0 ? "all of them"
                       : absl::StrCat(questions, questions == 1 ? " question: " : " questions: "),
        absl::StrJoin(hidden.indicators(), ", "), ". ", why.empty() ? "Why is not said." : why,
        hidden.tendency_counts() ? " Which way the answers point is shown, and counts.\n"
                                 : " The answers count for nothing here.\n");
  }
  return text;
}

std::string Collect(const Diagnosis& diagnosis) {
  if (diagnosis.collect().empty()) return "";
  return absl::StrCat("\nWhat to collect\n  ", absl::StrJoin(diagnosis.collect(), "\n  "), "\n");
}

std::string Questions(const Diagnosis& diagnosis) {
  if (diagnosis.next_questions().empty()) return "";
  std::string text = "\nWhat to ask next\n";
  for (const auto& question : diagnosis.next_questions()) {
    absl::StrAppend(&text, "  ", question.question(), " (",
                    Fixed(question.expected_information_gain_bits(), 2), " bits, ",
                    Fixed(question.ask_minutes(), 1), " minutes)\n");
  }
  return text;
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
  return absl::StrCat(Conclusions(diagnosis, limit, why), Withheld(diagnosis),
                      Suggestions(diagnosis), Collect(diagnosis), Questions(diagnosis));
}

}  // namespace pcsp::cli
