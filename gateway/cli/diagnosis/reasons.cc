#include "gateway/cli/diagnosis/reasons.h"

#include <cmath>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/text/pages/percent.h"
#include "gateway/cli/output.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Band;
using diagnosis::v1::Diagnosis;
using diagnosis::v1::Finding;
using text::PercentLikely;

// Decibans below which a part of a finding's odds is not worth a line.
constexpr double kWorthALine = 0.05;
// Share of a finding below which a cause is not worth one.
constexpr double kWorthACause = 0.05;

std::string InBand(Band band) {
  switch (band) {
    case diagnosis::v1::BAND_LIKELY:
      return "likely";
    case diagnosis::v1::BAND_POSSIBLE:
      return "possible";
    case diagnosis::v1::BAND_WATCH:
      return "one to watch";
    case diagnosis::v1::BAND_UNLIKELY:
      return "unlikely";
    default:
      return "not known well enough to say";
  }
}

std::string Line(double decibans, absl::string_view what) {
  return absl::StrFormat("  %+6.1f  %s\n", decibans, what);
}

// The words of notes behind a reason.
std::string Quotes(const diagnosis::v1::Reason& reason) {
  std::string text;
  for (const auto& quote : reason.quotes()) {
    absl::StrAppend(&text, "          \"", quote.text(), "\" (", PlaceOf(quote), ", ",
                    Word(NotePolarity_Name(quote.polarity()), "NOTE_POLARITY_"),
                    quote.confirmed() ? ", confirmed" : "", ")\n");
  }
  return text;
}

// What moved a finding besides the reasons shown.
std::string FromElsewhere(const Diagnosis& diagnosis, const Finding& finding) {
  std::string text;
  const auto add = [&text](double decibans, absl::string_view what) {
    if (std::abs(decibans) >= kWorthALine) text += Line(decibans, what);
  };
  add(finding.other_reasons_decibans(), "reasons not shown, summed");
  add(finding.from_above_decibans(),
      diagnosis.sites_beside() == 0
          ? "from the levels above"
          : absl::StrCat("from the levels above, and from what ", diagnosis.sites_beside(),
                         " other sites say of them"));
  add(finding.from_below_decibans(),
      absl::StrCat("from the ", diagnosis.sites_below(), " sites below, taken together"));
  add(finding.from_before_decibans(), "from what was found before, and done since");
  add(finding.overlap_decibans(), "overlap of these: what they say together beyond their sum");
  add(finding.calibration_decibans(),
      absl::StrCat("put right by what ", diagnosis.calibration().judged(),
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
  std::string text = Line(f.prior_decibans(), "how common it is, before any evidence");
  for (const auto& reason : f.reasons()) {
    absl::StrAppend(&text, Line(reason.decibans(), reason.sentence()), Quotes(reason));
  }
  return absl::StrCat(
      text, FromElsewhere(diagnosis, f),
      Line(f.decibans(), absl::StrCat("all together, which is ", PercentLikely(f.probability()))));
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
    absl::StrAppend(
        &text, "  Chance that it stays ", f.probability() >= 0.4 ? "above" : "below",
        " 40 % once all that is open has been answered: ", PercentLikely(f.confidence()), ".\n");
  }
  if (f.has_interval()) {
    absl::StrAppend(&text, "  By numbers as believable as those of the knowledge base, mostly ",
                    PercentLikely(f.interval().low()), " to ", PercentLikely(f.interval().high()),
                    ".\n");
  }
  if (f.has_flipping_answer()) {
    const auto& flip = f.flipping_answer();
    const std::string now = PercentLikely(f.probability()),
                      then = PercentLikely(flip.probability());
    absl::StrAppend(
        &text, "  If the answer to \"", flip.question(), "\" were ", AnswerWords(flip.answer()),
        " (chance of that ", PercentLikely(flip.answer_probability()), "), it would be ",
        flip.band() == diagnosis::v1::BAND_UNSPECIFIED ? "" : InBand(flip.band()) + ": ", then,
        now == then ? ", as now" : " in place of " + now, ".\n");
  }
  return text;
}

std::string Causes(const Finding& f) {
  std::string text;
  for (const auto& cause : f.causes()) {
    if (cause.would_go_if_fixed() < kWorthACause) continue;
    absl::StrAppend(
        &text, "  It may come from above (", Word(type::v1::Level_Name(cause.level()), "LEVEL_"),
        "): ", cause.title(), " (", PercentLikely(cause.probability()), " likely); ",
        text::Percent(cause.would_go_if_fixed()), " of this would go if that were fixed.\n");
  }
  return text;
}

std::string Reason(const Diagnosis& diagnosis, const Finding& f) {
  std::string text = absl::StrCat("\n", f.title(), ": ", InBand(f.band()), " (",
                                  PercentLikely(f.probability()), ")\n");
  if (!f.band_note().empty()) absl::StrAppend(&text, "  ", f.band_note(), "\n");
  return absl::StrCat(text, Ledger(diagnosis, f), HowFirm(f), Causes(f));
}

}  // namespace

std::string PlaceOf(const diagnosis::v1::Quote& quote) {
  return absl::StrCat(Word(type::v1::Level_Name(quote.level()), "LEVEL_"), " note ",
                      quote.note() + 1);
}

std::string Reasons(const Diagnosis& diagnosis, int limit) {
  std::string text;
  std::vector<std::string> unlikely;
  for (int i = 0; i < diagnosis.findings_size() && i < limit; ++i) {
    const Finding& f = diagnosis.findings(i);
    if (AddsUp(f)) {
      text += Reason(diagnosis, f);
    } else {
      unlikely.push_back(f.title());
    }
  }
  if (!text.empty()) {
    text = absl::StrCat(
        "\nWhy, in decibans: above 0 speaks for it, below 0 against it; 3 double the odds, 10 make "
        "them ten times as high. Rounded.\n",
        text);
  }
  if (!unlikely.empty()) {
    absl::StrAppend(&text, "\nLess than 20 % likely, so that reasons were not worked out:\n  ",
                    absl::StrJoin(unlikely, "\n  "), "\n");
  }
  return text;
}

}  // namespace pcsp::cli
