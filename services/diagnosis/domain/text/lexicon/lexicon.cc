#include "services/diagnosis/domain/text/lexicon/lexicon.h"

namespace pcsp::diagnosis {

absl::string_view PolarityWord(Polarity polarity) {
  constexpr absl::string_view kWords[] = {"affirm", "silent", "contrary"};
  return kWords[static_cast<int>(polarity)];
}

}  // namespace pcsp::diagnosis
