import { Spin } from 'antd';

export const Loading = () => (
  <div className="centred" aria-busy="true">
    <Spin />
  </div>
);
