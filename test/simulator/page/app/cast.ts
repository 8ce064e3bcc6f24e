/** In the order of the tour; whoever else is in the bureau follows. */
export const CAST = [
  '刘小燕',
  '王芳',
  '赵淑兰',
  '孙强',
  '李敏',
  '周建国',
  '陈静',
  '何伟',
  '马秀英',
  '郭军',
  '田亮',
  '许倩',
];
