// ImportMeasures under way: a CSV file in chunks, whose sound rows take effect together at its end.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/client_stream.h"
#include "common/text/csv_reader.h"
#include "services/assessments/domain/measures/measure_table.h"
#include "services/assessments/rpc/measures/measure_methods.h"

namespace pcsp::assessments {

// Not thread-safe.
class MeasureUpload final
    : public rpc::StreamMethod<pb::ImportMeasuresRequest, pb::RecordMeasuresResponse> {
 public:
  MeasureUpload(const EvidenceTools& tools, absl::Time now);

  absl::Status Message(const pb::ImportMeasuresRequest& request) override;
  absl::StatusOr<pb::RecordMeasuresResponse> Done(const rpc::Call& call) override;

 private:
  // Where a row stands.
  struct Place {
    int row = 0;
    int64_t line = 0;
  };

  absl::Status Start(const pb::ImportMeasuresRequest& request);
  absl::Status Row(int64_t line, const std::vector<std::string>& fields);
  absl::StatusOr<std::string> Record(const rpc::Call& call);

  const EvidenceTools tools_;
  const absl::Time now_;
  bool started_ = false;
  pb::ImportMeasuresConfig config_;
  std::string programme_;
  MeasureBook book_;
  std::string content_;  // the file, by which a repeat is known
  std::optional<MeasureTable> table_;
  text::CsvReader reader_;
  int count_ = 0;
  std::vector<MeasureRow> rows_;
  std::vector<Place> places_;                                        // of each of them
  std::map<std::tuple<std::string, std::string, Month>, int> seen_;  // the row that came first
  std::vector<std::pair<Place, absl::Status>> faulty_;
};

}  // namespace pcsp::assessments
