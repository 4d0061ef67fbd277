#include "services/planning/domain/workforce/cover/cover_path.h"

#include <cmath>

namespace pcsp::planning::workforce {

CoverPath::CoverPath(const Post& post, const Role& role, double turnover, TurnoverKernel& kernel,
                     Method method)
    : post_(post), role_(role), turnover_(turnover), method_(method), kernel_(kernel) {
  Restart();
}

CoverPath::Method CoverPath::MethodFor(const Post& post) {
  return post.posts <= kMostExactPosts ? Method::kExact : Method::kMoments;
}

void CoverPath::Restart() {
  month_ = 0;
  exact_ = Certainly(post_.trained);
  moments_ = {static_cast<double>(post_.trained), 0};
  given_.clear();
  refreshers_due_ = 0;
}

double CoverPath::mean() const { return method_ == Method::kExact ? exact_.Mean() : moments_.mean; }

double CoverPath::AtLeast(int trained) const {
  return method_ == Method::kExact ? exact_.AtLeast(trained)
                                   : workforce::AtLeast(trained, moments_);
}

void CoverPath::Step(int intake) {
  Train(intake);
  Lapse();
  const double q = turnover_, r = role_.replaced_trained;
  if (method_ == Method::kExact) {
    exact_ = kernel_.Step(post_.posts, exact_);
  } else {
    moments_ = AfterTurnover(post_.posts, q * (1 - r), q * r, moments_);
  }
  ++month_;
}

void CoverPath::Train(int intake) {
  const double before = role_.validity_months > 0 ? mean() : 0;
  exact_.first += intake;
  Clamp(0, post_.posts, exact_);
  moments_.mean += intake;
  moments_ = Held(0, post_.posts, moments_);
  given_.push_back(role_.validity_months > 0 ? mean() - before : 0);
}

void CoverPath::Lapse() {
  const int lapsing = At(post_.lapsing, month_);
  exact_.first -= lapsing;
  Clamp(0, post_.posts, exact_);
  moments_.mean -= lapsing;
  moments_ = Held(0, post_.posts, moments_);
  refreshers_due_ = 0;
  LapseOf(At(post_.expiring, month_), month_);
  const int given = month_ - role_.validity_months;
  if (role_.validity_months == 0 || given < 0) return;
  LapseOf(static_cast<int>(std::lround(given_[given])), role_.validity_months);
}

void CoverPath::LapseOf(int certificates, int months_served) {
  if (certificates == 0) return;
  const double still_there = std::pow(1 - turnover_, months_served);
  refreshers_due_ += certificates * still_there;
  const double lapses = still_there * (1 - role_.refreshed);
  if (lapses <= 0) return;
  if (method_ == Method::kExact) {
    exact_ = Difference(exact_, Binomial(certificates, lapses));
    Clamp(0, post_.posts, exact_);
    return;
  }
  moments_.mean -= certificates * lapses;
  moments_.variance += certificates * lapses * (1 - lapses);
  moments_ = Held(0, post_.posts, moments_);
}

}  // namespace pcsp::planning::workforce
