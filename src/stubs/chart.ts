/** The SDK's charts bring this library; the tool draws none. */
export class Chart {}
export default Chart;
