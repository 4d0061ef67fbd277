// Walks a chain, line by line, and says what does not fit.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/audit/audit_log.h"
#include "common/base/audit/entry.h"
#include "common/base/audit/head.h"

namespace pcsp::audit {

enum class Fault {
  kEdited,    // a line has other words than it was written with
  kReplaced,  // two lines follow each other that were not written after each other
  kMissing,   // lines are gone
  kMoved,     // a line stands where another one was written
  kInserted,  // lines stand between those that were written after each other
  kCut,       // the end of the chain is gone
  kRewritten  // the chain leads to another line than the one whose head was exported
};

// "edited", "replaced"...
std::string FaultText(Fault fault);

struct Finding {
  Fault fault;
  int64_t sequence;  // where it shows
  std::string text;  // for people

  bool operator==(const Finding&) const = default;
};

// Keeps no lines, so a chain may be as long as it likes. Not thread-safe.
class ChainCheck {
 public:
  // `end`: what the store said of the chain's end before the first line was read. `exported`: heads
  // of this chain that were kept elsewhere, in any order.
  ChainCheck(const ChainEnd& end, const std::vector<Head>& exported);

  // The next line, in the order of their sequence.
  void Add(const Entry& entry);
  // No more lines. `end`: what the store says now, since lines may have been appended meanwhile.
  // Everything that was found, of each kind the first twenty; nothing if the chain is sound.
  std::vector<Finding> Finish(const ChainEnd& end);

  int64_t lines() const { return lines_; }
  const ChainEnd& last() const { return last_; }

 private:
  // A line that must be there.
  struct Expected {
    ChainEnd line;
    std::string source;  // who says so
  };
  // Lines that stand elsewhere than they were written.
  struct Displaced {
    int64_t count = 0;
    int64_t shift = 0;                               // of all of them, while `uniform`
    bool uniform = true;                             // all are displaced by as much
    bool to_end = false;                             // the last line is one of them
    std::vector<std::pair<int64_t, int64_t>> first;  // where it stands, what it was written as
  };

  void Report(Fault fault, int64_t sequence, std::string text);
  // False if the line stands elsewhere than it was written, or has other words.
  bool IsSound(const Entry& entry);
  void CheckExpected(const Entry& entry);
  // The number that `entry` was written with; 0 if its hash is right with none.
  int64_t WrittenAs(Entry entry);
  void Displace(int64_t at, int64_t written_as);
  void ReportDisplaced();

  std::vector<Expected> expected_;
  int64_t longest_ = 0;  // how long somebody says that the chain is
  std::vector<Finding> findings_;
  std::map<Fault, int> reported_;
  Displaced displaced_;
  int searches_ = 0;
  int64_t lines_ = 0;
  bool last_sound_ = true;
  ChainEnd last_;
};

}  // namespace pcsp::audit
