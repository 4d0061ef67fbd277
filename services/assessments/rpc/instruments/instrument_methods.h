// Instruments: those that are built in, and those of programmes' own from draft to retirement.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/instrument.pb.h"
#include "pcsp/assessments/v1/instrument_version.pb.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The methods of AssessmentService of the same names. Thread-safe.
class InstrumentMethods {
 public:
  // What is pointed to must outlive this.
  InstrumentMethods(const Catalogue* catalogue, InstrumentStore* store,
                    const std::string& page_token_key)
      : catalogue_(catalogue), store_(store), tokens_(page_token_key) {}

  absl::StatusOr<v1::ListInstrumentsResponse> ListInstruments(
      const rpc::Call& call, const v1::ListInstrumentsRequest& request) const;
  absl::StatusOr<v1::Instrument> GetInstrument(const rpc::Call& call,
                                               const v1::GetInstrumentRequest& request) const;
  absl::StatusOr<v1::Instrument> CreateInstrument(const rpc::Call& call,
                                                  const v1::CreateInstrumentRequest& request) const;
  absl::StatusOr<v1::Instrument> UpdateInstrument(const rpc::Call& call,
                                                  const v1::UpdateInstrumentRequest& request) const;
  absl::StatusOr<v1::Instrument> PublishInstrumentVersion(
      const rpc::Call& call, const v1::PublishInstrumentVersionRequest& request) const;
  absl::StatusOr<v1::Instrument> RetireInstrument(const rpc::Call& call,
                                                  const v1::RetireInstrumentRequest& request) const;

 private:
  const Catalogue* const catalogue_;
  InstrumentStore* const store_;
  const PageTokens tokens_;
};

}  // namespace pcsp::assessments
