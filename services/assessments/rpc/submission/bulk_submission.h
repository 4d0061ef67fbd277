// BulkSubmitResponses under way: a CSV file in chunks, whose sound rows are stored together at its
// end.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/rpc/client_stream.h"
#include "common/text/csv_reader.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/response_table.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/rpc/submission/row_claims.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// Not thread-safe. What it points to must outlive it.
class BulkSubmission final
    : public rpc::StreamMethod<pb::BulkSubmitResponsesRequest, pb::BulkSubmitResponsesResponse> {
 public:
  BulkSubmission(Store* store, FrozenWaves* waves, const Catalogue* catalogue);

  absl::Status Message(const pb::BulkSubmitResponsesRequest& request) override;
  absl::StatusOr<pb::BulkSubmitResponsesResponse> Done(const rpc::Call& call) override;

 private:
  // Where a row stands.
  struct Place {
    int row = 0;
    int64_t line = 0;
  };

  absl::Status Start(const pb::BulkSubmitResponsesRequest& request);
  absl::Status Header(const std::vector<std::string>& fields);
  absl::Status Row(int64_t line, const std::vector<std::string>& fields);
  absl::StatusOr<PackedResponse> Read(const std::vector<std::string>& fields) const;
  const WaveSite* SiteOf(absl::string_view text) const;
  // Of a site by its number.
  const Instrument* InstrumentAt(int site) const;
  // CODING_REVERSED if the sound rows say that their codes run the other way.
  absl::Status CheckCoding() const;
  // The claims of the whole file, if its rows count under its request id.
  std::optional<FileClaims> ClaimsOfFile() const;
  // Stores the sound rows, all or none of them.
  absl::Status StoreRows();
  // `faults` as the violations of a status.
  void Report(Place row, pb::RowVerdict verdict, const absl::Status& faults);

  Store* const store_;
  FrozenWaves* const waves_;
  const Catalogue* const catalogue_;
  bool started_ = false;
  bool validate_only_ = false;
  bool all_or_nothing_ = false;
  RowClaims claims_;
  int64_t size_bytes_ = 0;  // as the caller says; 0: not known
  int64_t bytes_ = 0;
  std::shared_ptr<const FrozenWave> wave_;
  std::optional<ResponseTable> table_;
  text::CsvReader reader_;
  std::vector<PackedResponse> responses_;  // of the sound rows
  std::vector<Place> places_;              // of each of them
  int faults_ = 0;
  pb::BulkSubmitResponsesResponse response_;
};

}  // namespace pcsp::assessments
