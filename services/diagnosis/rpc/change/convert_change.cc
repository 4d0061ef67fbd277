#include "services/diagnosis/rpc/change/convert_change.h"

#include "services/diagnosis/rpc/convert.h"

namespace pcsp::diagnosis {
namespace {

Band FromProto(v1::Band band) {
  switch (band) {
    case v1::BAND_UNLIKELY:
      return Band::kUnlikely;
    case v1::BAND_WATCH:
      return Band::kWatch;
    case v1::BAND_POSSIBLE:
      return Band::kPossible;
    case v1::BAND_LIKELY:
      return Band::kLikely;
    default:
      return Band::kInsufficientData;
  }
}

v1::ChangeKind ToProto(ChangeKind kind) {
  constexpr v1::ChangeKind kInOrder[] = {v1::CHANGE_KIND_SAME,        v1::CHANGE_KIND_LIKELIER,
                                         v1::CHANGE_KIND_LESS_LIKELY, v1::CHANGE_KIND_NOW_KNOWN,
                                         v1::CHANGE_KIND_NOW_UNKNOWN, v1::CHANGE_KIND_ADDED,
                                         v1::CHANGE_KIND_REMOVED};
  return kInOrder[static_cast<int>(kind)];
}

}  // namespace

std::vector<FindingState> StatesOf(const Model& model, const Diagnosis& diagnosis) {
  std::vector<FindingState> states;
  for (const Finding& finding : diagnosis.findings) {
    const Issue& issue = model.kb.issues[finding.issue];
    FindingState& state = states.emplace_back();
    state = {issue.id, issue.title, finding.probability, finding.decibans, finding.band.band, {}};
    for (const Reason& reason : finding.reasons) {
      const Indicator& indicator = model.kb.indicators[reason.indicator];
      state.reasons.push_back({indicator.id, indicator.title, reason.decibans});
    }
  }
  return states;
}

std::vector<FindingState> StatesOf(const v1::Diagnosis& diagnosis) {
  std::vector<FindingState> states;
  for (const v1::Finding& finding : diagnosis.findings()) {
    FindingState& state = states.emplace_back();
    state = {finding.issue(),    finding.title(),           finding.probability(),
             finding.decibans(), FromProto(finding.band()), {}};
    for (const v1::Reason& reason : finding.reasons()) {
      state.reasons.push_back({reason.indicator(), reason.title(), reason.decibans()});
    }
  }
  return states;
}

void ToProto(const FindingChange& change, v1::FindingChange* to) {
  const bool removed = change.kind == ChangeKind::kRemoved;
  const FindingState& named = removed ? change.before : change.after;
  to->set_issue(named.issue);
  to->set_title(named.title);
  to->set_kind(ToProto(change.kind));
  to->set_probability_before(change.before.probability);
  to->set_probability_after(change.after.probability);
  if (change.kind != ChangeKind::kAdded) to->set_band_before(ToProto(change.before.band));
  if (!removed) to->set_band_after(ToProto(change.after.band));
  to->set_decibans(change.decibans);
  for (const auto& reason : change.because) {
    v1::ReasonShift* shift = to->add_because();
    shift->set_indicator(reason.indicator);
    shift->set_title(reason.title);
    shift->set_decibans(reason.decibans);
  }
  to->set_sentence(change.sentence);
}

void KeepStrongest(int each_way, v1::Diagnosis* diagnosis) {
  for (v1::Finding& finding : *diagnosis->mutable_findings()) {
    int in_favour = 0, against = 0;
    double rest = 0;
    google::protobuf::RepeatedPtrField<v1::Reason> kept;
    for (v1::Reason& reason : *finding.mutable_reasons()) {
      if (++(reason.decibans() > 0 ? in_favour : against) <= each_way) {
        *kept.Add() = std::move(reason);
      } else {
        rest += reason.decibans();
      }
    }
    finding.mutable_reasons()->Swap(&kept);
    finding.set_other_reasons_decibans(finding.other_reasons_decibans() + rest);
  }
}

}  // namespace pcsp::diagnosis
