// A straight line in logits: from the probabilities of the engine to those that are shown
// (methods.md 2.5).
#pragma once

namespace pcsp::diagnosis {

// logit p* = a + b logit p, b above 0: never changes which of two findings is the likelier.
struct LogitLine {
  double a = 0;
  double b = 1;

  double operator()(double probability) const;
  // The probability that the line takes to `shown`.
  double Before(double shown) const;
  bool identity() const { return a == 0 && b == 1; }
  bool operator==(const LogitLine&) const = default;
};

}  // namespace pcsp::diagnosis
