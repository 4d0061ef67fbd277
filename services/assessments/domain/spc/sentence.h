// A chart in plain words.
#pragma once

#include <string>

#include "services/assessments/domain/spc/chart.h"

namespace pcsp::assessments::spc {

// A figure as people read it: 53.5, 47, 83.1%.
std::string FigureInWords(double value, MeasureKind figure);

// "2025-03 to 2025-09: 7 on one side of the mean, a change for the better."
std::string SignalSentence(const Signal& signal, const RuleSet& rules);

// What to make of the whole; `chart` has everything else.
std::string ChartSentence(const Chart& chart, MeasureKind figure);

}  // namespace pcsp::assessments::spc
