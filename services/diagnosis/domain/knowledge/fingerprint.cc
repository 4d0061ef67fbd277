#include "services/diagnosis/domain/knowledge/fingerprint.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/ids.h"

namespace pcsp::diagnosis {
namespace {

// Each value with its length in front, so that no two sequences of values read the same.
class Canonical {
 public:
  Canonical& Text(absl::string_view value) {
    absl::StrAppend(&bytes_, value.size(), ":", value);
    return *this;
  }
  Canonical& Number(double value) { return Text(absl::StrFormat("%.17g", value)); }
  Canonical& Count(size_t value) { return Text(absl::StrCat(value)); }
  Canonical& Texts(const std::vector<std::string>& values) {
    Count(values.size());
    for (const auto& value : values) Text(value);
    return *this;
  }
  Canonical& Numbers(const std::vector<double>& values) {
    Count(values.size());
    for (double value : values) Number(value);
    return *this;
  }
  Canonical& Links(const std::vector<Link>& links) {
    Count(links.size());
    for (const Link& link : links) {
      Text(link.issue).Number(link.strength).Number(link.ess).Text(link.word);
      Text(link.author).Text(link.rationale).Text(link.source);
    }
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

void Add(const Issue& issue, Canonical* out) {
  out->Text(issue.id).Text(LevelWord(issue.level)).Text(ConstructWord(issue.construct));
  out->Text(issue.title).Text(issue.explanation).Text(issue.good_looks_like);
  out->Number(issue.prior).Text(issue.prior_word).Number(issue.prior_ess);
  out->Number(issue.importance).Count(issue.common_issue).Links(issue.parents);
  out->Text(issue.settled_by).Texts(issue.solutions);
}

void Add(const Indicator& indicator, Canonical* out) {
  out->Text(indicator.id).Text(LevelWord(indicator.level)).Text(TypeWord(indicator.type));
  out->Text(indicator.title).Text(indicator.question).Number(indicator.ask_minutes);
  out->Texts(indicator.categories).Numbers(indicator.healthy).Numbers(indicator.troubled);
  out->Number(indicator.profile_ess).Links(indicator.links).Number(indicator.leak);
  out->Number(indicator.kappa).Number(indicator.eta);
  if (indicator.cap_decibans > 0) out->Number(indicator.cap_decibans);
}

}  // namespace

std::string FingerprintOf(const KnowledgeBase& kb) {
  Canonical out;
  out.Text(kb.id).Text(kb.version).Text(kb.author);
  out.Count(kb.issues.size());
  for (const Issue& issue : kb.issues) Add(issue, &out);
  out.Count(kb.indicators.size());
  for (const Indicator& indicator : kb.indicators) Add(indicator, &out);
  out.Count(kb.success_factors.size());
  for (const SuccessFactor& factor : kb.success_factors) {
    out.Text(factor.id).Text(LevelWord(factor.level)).Text(factor.title).Texts(factor.blocked_by);
  }
  out.Texts(kb.removed);
  if (!kb.cues_hash.empty()) out.Text(kb.cues_hash);
  return Sha256Hex(out.bytes());
}

}  // namespace pcsp::diagnosis
