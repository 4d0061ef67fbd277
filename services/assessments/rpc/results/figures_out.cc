#include "services/assessments/rpc/results/figures_out.h"

namespace pcsp::assessments {
namespace {

constexpr double kLevel = .9;

}  // namespace

void FiguresOut::SetInterval(double low, double high, double step,
                             pcsp::type::v1::Interval* interval) {
  interval->set_low(step > 0 ? LowEnd(low, step) : low);
  interval->set_high(step > 0 ? HighEnd(high, step) : high);
  interval->set_level(kLevel);
}

void FiguresOut::SetEstimate(const Estimate& estimate, bool plain,
                             v1::ScoreEstimate* message) const {
  const auto within = [](double x) { return std::clamp(x, 0.0, 100.0); };
  const double score = within(estimate.score);
  message->set_score(plain ? Mean(score) : Points(score));
  SetInterval(within(estimate.low), within(estimate.high), plain ? mean_step() : step(),
              message->mutable_interval());
}

void FiguresOut::SetAgreement(const AgreementFigures& figures, v1::Agreement* message) const {
  message->set_verdict(static_cast<v1::AgreementVerdict>(static_cast<int>(figures.verdict)));
  if (!exact()) {
    message->set_expected_consensus(RoundedPoints(figures.expected_consensus));
    return;
  }
  if (figures.consensus) message->set_consensus(Share(*figures.consensus));
  message->set_expected_consensus(Share(figures.expected_consensus));
  if (figures.draws) {
    SetShares(figures.draws->low, figures.draws->high, message->mutable_consensus_interval());
    message->set_common_understanding_probability(Share(figures.draws->common_probability));
  }
  if (figures.r_wg) message->set_r_wg(Share(*figures.r_wg));
  if (figures.a_wg) message->set_a_wg(Share(*figures.a_wg));
  if (figures.ad) message->set_mean_absolute_deviation(Share(*figures.ad));
}

}  // namespace pcsp::assessments
