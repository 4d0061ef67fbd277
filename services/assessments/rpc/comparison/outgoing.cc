#include "services/assessments/rpc/comparison/outgoing.h"

namespace pcsp::assessments {
namespace {

constexpr double kShareStep = .01, kCoarseShareStep = .1;
constexpr int64_t kOneQuestion = 4;  // of five answers: what one person adds to a sum at most

}  // namespace

double Rounded(double points, double step) {
  return step > 0 ? RoundedPoints(points, step) : points;
}

Estimate Rounded(const Estimate& estimate, double step) {
  const auto within = [](double x) { return std::clamp(x, 0.0, 100.0); };
  Estimate told = {within(estimate.score), within(estimate.low), within(estimate.high),
                   estimate.deviation};
  if (step == 0) return told;
  told.score = RoundedPoints(told.score, step);
  told.low = LowEnd(told.low, step);
  told.high = HighEnd(told.high, step);
  return told;
}

void Outgoing::Add(const WaveDisclosure& disclosure, int node, int64_t people) {
  Add(disclosure.Count(node, people), disclosure.IsCovered({node}), disclosure.rules(), people);
}

void Outgoing::Add(const Population& population, int64_t people) {
  Add(population.count(people), population.fine(), population.disclosure->rules(), people);
}

void Outgoing::Add(const Band& band, bool covered, const DisclosureRules& rules, int64_t people) {
  count_ = {count_.low + band.low, count_.high + band.high};
  covered_ = covered_ && covered;
  rounding_ = rules.rounding;
  people_ += people;
  ++sites_;
}

void Outgoing::Add(const Outgoing& others) {
  if (others.sites_ == 0) return;
  count_ = {count_.low + others.count_.low, count_.high + others.count_.high};
  covered_ = covered_ && others.covered_;
  rounding_ = others.rounding_;
  people_ += others.people_;
  sites_ += others.sites_;
}

double Outgoing::step() const {
  if (!rounding_) return 0;
  return covered_ ? kFineStep : CoarseStep(people_);
}

double Outgoing::mean_step() const {
  if (!rounding_) return 0;
  return sites_ == 1 && !exact() ? std::max(step(), BandedStep(count_, kOneQuestion)) : step();
}

double Outgoing::share_step() const {
  if (!rounding_) return 0;
  return exact() ? kShareStep : kCoarseShareStep;
}

}  // namespace pcsp::assessments
